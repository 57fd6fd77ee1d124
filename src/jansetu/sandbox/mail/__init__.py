"""E-mail: takes mail by SMTP for invented citizens, and tells by IMAP what came back."""

from jansetu.sandbox.mail.office import Mail

__all__ = ["Mail"]
