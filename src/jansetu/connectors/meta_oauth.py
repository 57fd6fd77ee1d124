"""The walk to Meta and back, for Facebook Pages and for the Instagram accounts that hang on them.

developers.facebook.com, "Get long-lived access tokens" and "Manually build a login flow", read 25.11.2026:
the user's token lives an hour or two, exchanged 60 days; a Page's token fetched with the long one does not
run out by itself, but after 90 days Meta wants the consent again (`data_access_expires_at`). `debug_token`
tells this and which permissions were ticked off.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from aiohttp import FormData

from jansetu.connectors import graph, oauth
from jansetu.connectors.errors import NotAuthorized
from jansetu.connectors.graph import API, VERSION
from jansetu.connectors.http import Answer, Dialect, Http, Verdict, address
from jansetu.connectors.oauth import App, AppField, Granted, Grantee, Walk

PAGE = "https://www.facebook.com"
FIELDS = "id,name,username,access_token,instagram_business_account{id,username,name}"
SHELVES = 10  # of a hundred Pages each: more no login has
# developers.facebook.com/docs/permissions, read 25.11.2026.
PAGES = ("pages_show_list", "pages_read_engagement", "pages_manage_posts")
AUDIENCE = ("pages_read_user_content", "pages_manage_engagement", "read_insights")
INSTAGRAM = ("instagram_basic", "instagram_content_publish")
INSTAGRAM_AUDIENCE = ("instagram_manage_comments", "instagram_manage_insights", "instagram_manage_contents")


class MetaFlow:
    """What Facebook's and Instagram's walks have in common."""

    kind: ClassVar[str]
    label: ClassVar[str]
    server: ClassVar[str] = API
    app_page: ClassVar[str] = "developers.facebook.com → My Apps → App settings → Basic"
    app_fields: ClassVar[tuple[AppField, ...]] = (
        AppField(name="client_id", hi="ऐप की पहचान (App ID)", en="App ID"),
        AppField(name="client_secret", hi="ऐप सीक्रेट (App secret)", en="App secret"),
    )
    scopes: ClassVar[tuple[str, ...]]
    needed: ClassVar[tuple[str, ...]]  # without these nothing can be published

    def authorize_url(self, app: App, walk: Walk) -> str:
        """Meta's page; `auth_type` asks again for what was ticked off once."""
        return oauth.page(
            f"{PAGE if app.server == API else app.server}/{VERSION}/dialog/oauth",
            response_type="code",
            client_id=app.client_id,
            redirect_uri=walk.redirect_uri,
            scope=",".join(self.scopes),
            state=walk.state,
            auth_type="rerequest",
        )

    async def exchange(self, http: Http, app: App, walk: Walk, code: str) -> Granted:
        """Code, user's token, long-lived token; then the Pages of whoever allowed it."""
        told = Dialect(self.label, _verdict)
        short = await self._token(http, app, told, code=code, redirect_uri=walk.redirect_uri)
        asked = {"grant_type": "fb_exchange_token", "fb_exchange_token": short}
        token = await self._token(http, app, told, **asked)
        ends = await self._checked(http, app, told, token)
        pages = await self._pages(http, app, told, token)
        found = [one for one in (self.grantee(page, app, ends) for page in pages) if one is not None]
        return oauth.must_have(found, self.label)

    def grantee(self, page: Any, app: App, ends: datetime | None) -> Grantee | None:
        """What is connected of a Page; None where the Page has nothing of this platform."""
        raise NotImplementedError

    async def _token(self, http: Http, app: App, told: Dialect, **asked: str) -> str:
        url = address(app.server, f"/{VERSION}/oauth/access_token")
        fields = {"client_id": app.client_id, "client_secret": app.client_secret, **asked}
        answer = await oauth.tokens(http, url, told, fields)
        return answer.text("access_token")

    async def _checked(self, http: Http, app: App, told: Dialect, token: str) -> datetime | None:
        """Refuse a grant without what publishing needs; tells until when Meta lets the grant stand."""
        answer = await http.call(
            "POST",
            address(app.server, f"/{VERSION}/debug_token"),
            dialect=told,
            headers={"Authorization": f"Bearer {app.client_id}|{app.client_secret}"},
            data=FormData({"input_token": token, "method": "get"}),
        )
        scopes = answer.get("data", "scopes") or []
        lacking = [one for one in self.needed if one not in scopes]
        if lacking:
            named = ", ".join(lacking)
            raise NotAuthorized(
                "permission_missing",
                hi=f"{self.label} पर यह अनुमति नहीं दी गई: {named}। फिर जाएँ और सब पर सहमति दें।",
                en=f"On {self.label} this permission was not given: {named}. Go again and allow everything.",
            )
        ends = answer.count("data", "data_access_expires_at")
        return datetime.fromtimestamp(ends, UTC) if ends else None

    async def _pages(self, http: Http, app: App, told: Dialect, token: str) -> list[Any]:
        params = {"fields": FIELDS, "limit": "100", **graph.proof(token, app.client_secret)}
        found: list[Any] = []
        for _ in range(SHELVES):
            answer = await http.call(
                "GET",
                address(app.server, f"/{VERSION}/me/accounts"),
                dialect=told,
                headers={"Authorization": f"Bearer {token}"},
                params=params,
            )
            found += [page for page in answer.items("data") if page.get("access_token")]
            after = answer.get("paging", "cursors", "after")
            if not after or not answer.get("paging", "next"):
                break
            params["after"] = str(after)
        return found


class FacebookFlow(MetaFlow):
    """A Page with its own token."""

    kind: ClassVar[str] = "facebook"
    label: ClassVar[str] = "Facebook"
    scopes: ClassVar[tuple[str, ...]] = (*PAGES, *AUDIENCE)
    needed: ClassVar[tuple[str, ...]] = PAGES

    def grantee(self, page: Any, app: App, ends: datetime | None) -> Grantee:
        """The Page itself."""
        named = page.get("username")
        return Grantee(
            remote_id=str(page["id"]),
            handle=f"@{named}" if named else str(page["id"]),
            name=str(page.get("name") or ""),
            credentials={
                "server": app.server,
                "page_id": str(page["id"]),
                "page_token": str(page["access_token"]),
                "app_secret": app.client_secret,
            },
            expires_at=ends,
        )


class InstagramFlow(MetaFlow):
    """The professional account of a Page, reached with the Page's token."""

    kind: ClassVar[str] = "instagram"
    label: ClassVar[str] = "Instagram"
    scopes: ClassVar[tuple[str, ...]] = (*PAGES[:2], *INSTAGRAM, *INSTAGRAM_AUDIENCE)
    needed: ClassVar[tuple[str, ...]] = (*PAGES[:2], *INSTAGRAM)

    def grantee(self, page: Any, app: App, ends: datetime | None) -> Grantee | None:
        """The account behind the Page, where there is one."""
        account = page.get("instagram_business_account")
        if not account:
            return None
        name = str(account.get("username") or "")
        return Grantee(
            remote_id=str(account["id"]),
            handle=f"@{name}",
            name=str(account.get("name") or page.get("name") or ""),
            credentials={
                "server": app.server,
                "user_id": str(account["id"]),
                "username": name,
                "access_token": str(page["access_token"]),
                "app_secret": app.client_secret,
            },
            expires_at=ends,
        )


# What a code or an app that is not taken is called: error handling of the Graph API, read 25.11.2026.
_said = graph.verdict_of({}, {})


def _verdict(answer: Answer, now: datetime) -> Verdict | None:
    """100 with subcode 36007 or 36009: the code is used up or from elsewhere; 101 and 1: the app."""
    code, subcode = answer.get("error", "code"), answer.get("error", "error_subcode")
    if code == 100 and subcode in (36007, 36008, 36009):
        return Verdict(NotAuthorized, "grant_refused")
    if code == 101:
        return Verdict(NotAuthorized, "app_refused")
    return _said(answer, now)
