"""As much IMAP4rev1 (RFC 3501) as reading an account's reports and its copies takes; changes nothing."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import regex

from jansetu.sandbox.faults import SPOKEN
from jansetu.sandbox.mail.office import Kept, Mail
from jansetu.sandbox.world import Account

WORD = regex.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
PARTIAL = regex.compile(r"BODY(?:\.PEEK)?\[\](?:<(?P<first>\d+)\.(?P<count>\d+)>)?", regex.IGNORECASE)


class Closed(Exception):
    """The conversation is over."""


class Conversation:
    """One connection."""

    def __init__(self, office: Mail, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.office, self.reader, self.writer = office, reader, writer
        self.account: Account | None = None
        self.chosen: list[Kept] | None = None

    async def run(self) -> None:
        """Until somebody hangs up."""
        with suppress(Closed, OSError, EOFError, asyncio.LimitOverrunError):
            self.say("* OK [CAPABILITY IMAP4rev1] practice")
            while line := (await self.reader.readuntil(b"\n")).decode(errors="replace"):
                tag, _, rest = line.strip().partition(" ")
                self.say(f"{tag} {await self.answered(rest)}")
                await self.writer.drain()

    def say(self, text: str) -> None:
        """One line."""
        self.writer.write(text.encode() + b"\r\n")

    async def answered(self, command: str) -> str:
        """Do what is asked; the end of the answer."""
        words = [quoted or bare for quoted, bare in WORD.findall(command)]
        verb = " ".join(words[:2] if words[:1] and words[0].upper() == "UID" else words[:1]).upper()
        if verb == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1")
        elif verb == "LOGIN" and len(words) == 3:
            return self.log_in(*words[1:])
        elif verb == "LOGOUT":
            self.say("* BYE")
            raise Closed
        elif verb in ("SELECT", "EXAMINE") and self.account and len(words) == 2:
            return await self.examine(words[1])
        elif verb == "UID SEARCH" and self.chosen is not None:
            self.say("* SEARCH " + " ".join(str(one.uid) for one in self.found(words[2:])))
        elif verb == "UID FETCH" and self.chosen is not None:
            self.fetch(words[2], command)
        elif verb != "NOOP":
            return "BAD not known here, or not now"
        return "OK done"

    def log_in(self, user: str, password: str) -> str:
        """As by SMTP."""
        self.account = self.office.log_in(user.replace("\\", ""), password)
        return "OK welcome" if self.account else "NO [AUTHENTICATIONFAILED] bad login"

    async def examine(self, name: str) -> str:
        """Open a mailbox; where a fault strikes reading, it strikes here."""
        if self.account is None:
            return "NO who?"
        fault = self.office.faults.pick(self.office.name, self.account.name, "read")
        if fault is not None and fault.kind == "stall":
            await asyncio.sleep(fault.ms / 1000)
        elif fault is not None and fault.kind in SPOKEN:
            return "NO [UNAVAILABLE] not now"
        elif fault is not None:
            raise Closed
        self.chosen = self.office.mailbox(self.account, name)
        if self.chosen is None:
            return "NO [NONEXISTENT] no such mailbox"
        self.say(f"* {len(self.chosen)} EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.office.validity}] valid")
        return "OK [READ-ONLY] here"

    def found(self, words: list[str]) -> list[Kept]:
        """The messages that fit: ALL, UID n:*, SINCE a day, HEADER Message-ID an id."""
        left, wanted = list(self.chosen or ()), list(words)
        while wanted:
            word = wanted.pop(0).upper()
            if word == "UID":
                left = within(left, wanted.pop(0))
            elif word == "SINCE":
                day = datetime.strptime(wanted.pop(0), "%d-%b-%Y").replace(tzinfo=UTC)
                left = [one for one in left if one.at >= day.timestamp()]
            elif word == "HEADER":
                wanted.pop(0)
                text = wanted.pop(0)
                left = [one for one in left if text in one.message_id]
        return left

    def fetch(self, which: str, command: str) -> None:
        """The bytes of messages, or the part of them that is asked for."""
        part = PARTIAL.search(command)
        for place, one in enumerate(self.chosen or (), 1):
            if one not in within(self.chosen or [], which) or part is None:
                continue
            first = int(part["first"] or 0)
            raw = one.raw[first : first + int(part["count"])] if part["count"] else one.raw
            name = f"BODY[]<{first}>" if part["count"] else "BODY[]"
            self.writer.write(
                f"* {place} FETCH (UID {one.uid} {name} {{{len(raw)}}}\r\n".encode() + raw + b")\r\n"
            )


def within(every: list[Kept], numbers: str) -> list[Kept]:
    """Those of a sequence set; `n:*` has the last one always, as RFC 3501 wants it."""
    first, _, last = numbers.partition(":")
    low = int(first)
    if last == "*":
        return [one for one in every if one.uid >= low] or every[-1:]
    return [one for one in every if low <= one.uid <= int(last or first)]
