"""Mastodon: what it answers to a film, a thread and a look at the account's own statuses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jansetu.connectors.contracts import Found, Progress, Receipt, RemotePost, Resumes, Timeline
from tests.connectors.contract import TEXT, Reply, Talk
from tests.connectors.mastodon_audience import ACCOUNT, ME, POST, STATUSES

SECOND, THIRD = "115602914000000002", "115602914000000003"
PARTS = ("दूसरा भाग: टैंकर वार्ड 4 में।", "तीसरा भाग: हेल्पलाइन 1912।")
PLACE = "https://social.example.in/@collectorujjain/"
WHO = (ME, Reply({"id": ACCOUNT, "username": "collectorujjain"}))
PUBLISH = "POST /api/v1/statuses"


def status(remote_id: str, text: str, above: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": remote_id,
        "created_at": "2026-11-24T05:00:03.000Z",
        "in_reply_to_id": above,
        "url": PLACE + remote_id,
        "content": f"<p>{text}</p>",
        "visibility": "public",
        "media_attachments": [],
        "reblog": None,
        **more,
    }


def film(status: int = 200) -> Reply:
    return Reply(
        {"id": "31", "type": "video", "url": None if status != 200 else "https://f.example/1"}, status
    )


def standing(*further: str) -> Progress:
    return Progress(step="thread", state={"posted": [POST, *further], "url": PLACE + POST})


WHOLE = Receipt(remote_id=POST, url=PLACE + POST, further_ids=(SECOND, THIRD))
FIRST = status(POST, TEXT)
FURTHER = (
    Talk(
        capability="Publishes",
        name="published with a film",
        film=True,
        answers=(
            ("POST /api/v2/media", film(202)),
            ("GET /api/v1/media/31", film()),
            (PUBLISH, Reply(FIRST)),
        ),
        gives=lambda server: Receipt(remote_id=POST, url=PLACE + POST),
        decides=PUBLISH,
        prepares="POST /api/v2/media",
    ),
    Talk(
        capability="Publishes",
        name="published as a thread",
        further=PARTS,
        answers=(
            (PUBLISH, Reply(FIRST)),
            (PUBLISH, Reply(status(SECOND, PARTS[0], POST))),
            (PUBLISH, Reply(status(THIRD, PARTS[1], SECOND))),
        ),
        gives=lambda server: WHOLE,
        decides=PUBLISH,
    ),
    Talk(
        capability="Finds",
        name="first part found",
        further=PARTS,
        answers=(WHO, (STATUSES, Reply([FIRST])), (STATUSES, Reply([]))),
        gives=lambda server: Resumes(progress=standing()),
        decides=STATUSES,
        fine=frozenset({"[]"}),  # an account without posts
    ),
    Talk(
        capability="Finds",
        name="last part found",
        further=PARTS,
        begun=standing(SECOND),
        answers=(
            WHO,
            (STATUSES, Reply([status(THIRD, PARTS[1], SECOND), status(SECOND, PARTS[0], POST), FIRST])),
            (STATUSES, Reply([])),
        ),
        gives=lambda server: Found(receipt=WHOLE),
    ),
    Talk(
        capability="Lists",
        name="listed",
        answers=(
            WHO,
            (
                STATUSES,
                Reply(
                    [
                        status("115602914000000008", "केवल एक को", visibility="direct"),
                        status(SECOND, PARTS[0], POST),
                        FIRST,
                    ]
                ),
            ),
        ),
        gives=lambda server: Timeline(
            posts=(
                RemotePost(
                    remote_id=POST,
                    text=TEXT,
                    url=PLACE + POST,
                    published_at=datetime(2026, 11, 24, 5, 0, 3, tzinfo=UTC),
                    raw=FIRST,
                ),
            ),
            cursor={"last": "115602914000000008"},
            more=False,
        ),
        decides=STATUSES,
        fine=frozenset({"[]"}),
    ),
    Talk(
        capability="Lists",
        name="nothing new",
        cursor={"last": POST},
        answers=(WHO, (STATUSES, Reply([]))),
        gives=lambda server: Timeline(posts=(), cursor={"last": POST}, more=False),
    ),
)
