"""Ids in each platform's own shape; an account's ids follow from its name, so that they outlive a restart."""

from __future__ import annotations

import base64
import hashlib

TID_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
MAIL_DOMAIN = "dak.test"  # of the offices' addresses: डाक, under a name that can never be registered
SMTP_STEP, IMAP_STEP = 1, 2  # from the sandbox's own port to those of its mail server
X_EPOCH = 1_288_834_974_657  # milliseconds; the zero of X's ids


def account_number(platform: str, account: str) -> str:
    """The id by which the platform knows an account: a DID on Bluesky, UC… on YouTube, else digits.

    Digits are their own.
    """
    if platform == "bluesky":
        return did(account)
    if platform == "youtube":
        digest = hashlib.sha256(f"{platform}/{account}".encode()).digest()
        return "UC" + base64.urlsafe_b64encode(digest[:17]).decode()[:22]
    if account.isascii() and account.isdigit():
        return account
    digest = hashlib.sha256(f"{platform}/{account}".encode()).digest()
    return str(10**14 + int.from_bytes(digest[:8], "big") % (9 * 10**14))


def did(account: str) -> str:
    """Bluesky's id of an account."""
    digest = hashlib.sha256(f"bluesky/{account}".encode()).digest()
    return "did:plc:" + base64.b32encode(digest[:15]).decode().lower()


def cid(content: bytes, *, raw: bool) -> str:
    """A CIDv1 with SHA-256: `raw` for a blob, else in the shape of a record's."""
    prefix = bytes((1, 0x55 if raw else 0x71, 0x12, 32))
    return "b" + base64.b32encode(prefix + hashlib.sha256(content).digest()).decode().lower().rstrip("=")


def tid(microseconds: int) -> str:
    """Bluesky's timestamp id: 13 sortable letters."""
    number = microseconds << 10
    return "".join(TID_LETTERS[(number >> shift) & 31] for shift in range(60, -1, -5))


class Sequence:
    """Ever-growing numbers made from the time, as most platforms make them."""

    def __init__(self, *, epoch: int, shift: int) -> None:
        """`epoch` in milliseconds; `shift` bits are left for numbers within one millisecond."""
        self.epoch, self.shift, self.last = epoch, shift, 0

    def next(self, at: float) -> int:
        """A number greater than every earlier one; `at` in seconds since 1970."""
        self.last = max(self.last + 1, (int(at * 1000) - self.epoch) << self.shift)
        return self.last

    def pass_over(self, number: int) -> None:
        """Never give this number again (it came back from the journal)."""
        self.last = max(self.last, number)
