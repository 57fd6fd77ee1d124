"""A browser without a screen: logs in with a second factor, posts forms, keeps every page it was shown."""

from __future__ import annotations

import re
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

TICKET = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """One person at one desk."""

    def __init__(self, web: str, shown: Path) -> None:
        self.web, self.shown, self.count = web, shown, 0
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        """The page at this path."""
        return self._ask(path, None)[1]

    def post(self, path: str, typed: dict[str, str], form: str = "") -> int:
        """Send a form as the page at `form`, or the same path, offers it; the status of the answer."""
        tickets = TICKET.findall(self.get(form or path))
        return self._ask(path, typed | {"csrfmiddlewaretoken": tickets[-1]})[0]

    def log_in(self, email: str, password: str, code: str) -> None:
        """Through the real pages."""
        self.post("/accounts/login/", {"login": email, "password": password})
        self.post("/accounts/2fa/authenticate/", {"code": code})
        assert 'name="password"' not in self.get("/desk/")

    def _ask(self, path: str, typed: dict[str, str] | None) -> tuple[int, str]:
        body = None if typed is None else urlencode(typed).encode()
        request = Request(f"{self.web}{path}", data=body, headers={"Accept-Language": "hi"})
        try:
            answer = self.opener.open(request, timeout=30)
        except HTTPError as refused:
            answer = refused
        with answer:
            status, text = answer.status, answer.read().decode()
            headers = [f"{name}: {value}" for name, value in answer.headers.items() if name != "Set-Cookie"]
        self.count += 1
        page = "\n".join([f"{path} {status} {answer.url}", *headers, text])
        (self.shown / f"{self.count:03}.html").write_text(page, encoding="utf-8")
        return status, text
