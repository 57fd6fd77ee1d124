"""Runs mail-devel, a mail server that is not ours, on free ports; says which in one line of JSON.

Its arguments are a user and the password of all mailboxes; with a certificate and its key it speaks TLS too.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys

from mail_devel.service import Service

HOST = "127.0.0.1"


def free_ports(count: int) -> list[int]:
    """So many, none of them twice."""
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind((HOST, 0))
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()


async def main() -> None:
    """Until standard input closes."""
    user, password, *tls = sys.argv[1:]
    smtp, smtps, imap = free_ports(3)
    asked = ["--host", HOST, "--user", user, "--password", password, "--multi-user", "--no-http"]
    asked += ["--smtp-port", str(smtp), "--imap-port", str(imap), "--auth-required"]
    asked += ["--alias", f"bounce+*@ujjain.example:{user}"]
    asked += ["--smtps-port", str(smtps)]
    asked += ["--cert", tls[0], "--key", tls[1]] if tls else []
    service = await Service.init(Service.parse(asked))
    async with service.start():
        sys.stdout.write(json.dumps({"smtp": smtp, "smtps": smtps, "imap": imap}) + "\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
