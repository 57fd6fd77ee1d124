"""The practice X answers as X does: by its OpenAPI, its limits, its way with texts."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

import pytest

from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox, running
from tests.connectors.openapi import specification
from tests.sandbox.conftest import Client, Told

ME = account_number("x", "collectorujjain")
TIMELINE = f"/2/users/{ME}/tweets"
TEXT = "उज्जैन: कल जलप्रदाय बंद। देखें https://ujjain.nic.in/jal #उज्जैन @jansamparkmp 5 < 6 & 7"
FIELDS = "created_at,entities,attachments,public_metrics,conversation_id,lang,possibly_sensitive"
EXPANSIONS = "author_id,attachments.media_keys,referenced_posts"
ASKED = {
    "post.fields": FIELDS,
    "expansions": EXPANSIONS,
    "media.fields": "url,alt_text,width,height",
    "user.fields": "created_at,description,protected,public_metrics,verified,verified_type",
}


def create(x: Client, text: str, *media: str, **more: Any) -> str:
    body = {"text": text, **({"media": {"media_ids": list(media)}} if media else {}), **more}
    told = x("POST", "/2/tweets", body)
    assert told.status == 201, told.raw
    return str(told.body["data"]["id"])


def upload(x: Client, picture: bytes) -> str:
    told = x("POST", "/2/media/upload", form={"media_category": "tweet_image"}, file=("media", picture))
    return str(told.body["data"]["id"])


def lived(x: Client, picture: bytes) -> list[tuple[str, str, Told]]:
    """One of every answer that the practice X gives."""
    told: list[tuple[str, str, Told]] = []

    def ask(method: str, path: str, *args: Any, **rest: Any) -> Told:
        answer = x(method, path, *args, **rest)
        told.append((method, path, answer))
        return answer

    form = {"media_category": "tweet_image"}
    media = ask("POST", "/2/media/upload", form=form, file=("media", picture)).body["data"]["id"]
    alt = {"id": media, "metadata": {"alt_text": {"text": "पुल का नया रास्ता"}}}
    ask("POST", "/2/media/metadata", alt)
    begun = ask("POST", "/2/media/upload/initialize", {**form, "total_bytes": len(picture)})
    pieces = f"/2/media/upload/{begun.body['data']['id']}"
    piece = {"segment_index": 0, "media": base64.b64encode(picture).decode()}
    ask("POST", f"{pieces}/append", piece)
    ask("POST", f"{pieces}/finalize")
    posted = ask("POST", "/2/tweets", {"text": TEXT, "media": {"media_ids": [media]}}).body["data"]["id"]
    replied = {"text": "उत्तर", "reply": {"in_reply_to_tweet_id": posted}}
    ask("POST", "/2/tweets", replied)
    ask("POST", f"/2/users/{ME}/retweets", {"tweet_id": posted})
    ask("GET", f"/2/tweets/{posted}", query=ASKED)
    ask("GET", TIMELINE, query=ASKED | {"max_results": "5"})
    ask("GET", "/2/tweets", query={"ids": f"{posted},1", "post.fields": FIELDS})
    ask("GET", "/2/users/me", query={"user.fields": ASKED["user.fields"]})
    ask("DELETE", f"/2/users/{ME}/retweets/{posted}")
    ask("DELETE", f"/2/tweets/{posted}")
    ask("GET", f"/2/tweets/{posted}")
    ask("DELETE", f"/2/tweets/{posted}")
    ask("GET", TIMELINE)
    return told


def renamed(body: Any) -> Any:
    """The names of 2.159 that X still tells where nobody asks for the new ones; 2.167 knows the others."""
    if isinstance(body, list):
        return [renamed(one) for one in body]
    if not isinstance(body, dict):
        return body
    old = {"edit_history_tweet_ids": "edit_history_post_ids", "tweet_count": "post_count"}
    return {old.get(name, name): renamed(one) for name, one in body.items()}


@pytest.mark.shared
def test_every_answer_is_as_x_specifies(x: Client, picture: bytes) -> None:
    spec = specification("x-api-v2-openapi.json")
    answers = lived(x, picture)
    wrong = {
        f"{method} {path}": errors
        for method, path, told in answers
        if (errors := spec.answer_errors(method, path, told.status, renamed(told.body)))
    }
    assert wrong == {}
    assert all(told.status in (200, 201) for _, _, told in answers)


def test_a_text_is_shown_as_x_shows_it(x: Client, picture: bytes) -> None:
    post = x("GET", f"/2/tweets/{create(x, TEXT, upload(x, picture))}", query=ASKED).body["data"]
    assert "&lt; 6 &amp; 7" in post["text"]
    links = post["entities"]["urls"]
    assert links[0]["expanded_url"] == "https://ujjain.nic.in/jal"
    assert links[1]["expanded_url"].endswith("/photo/1")
    assert all(link["url"].startswith("https://t.co/") and link["url"] in post["text"] for link in links)
    assert [tag["tag"] for tag in post["entities"]["hashtags"]] == ["उज्जैन"]
    assert post["created_at"].endswith(".000Z")


def test_old_field_names_are_answered_in_old_words(x: Client) -> None:
    post_id = create(x, TEXT)
    x("POST", f"/2/users/{ME}/retweets", {"tweet_id": post_id})
    old = x("GET", TIMELINE, query={"tweet.fields": "public_metrics,referenced_tweets"}).body["data"]
    assert old[0]["referenced_tweets"] == [{"type": "retweeted", "id": post_id}]
    assert old[1]["public_metrics"]["retweet_count"] == 1
    assert "edit_history_tweet_ids" in old[0]


@pytest.mark.parametrize(
    ("asked", "told"), [("referenced_posts", "posts"), ("referenced_tweets.id", "tweets")]
)
def test_what_a_post_repeats_is_included_once_where_it_is_asked_for(x: Client, asked: str, told: str) -> None:
    post_id = create(x, TEXT)
    create(x, "उत्तर", reply={"in_reply_to_tweet_id": post_id})
    x("POST", f"/2/users/{ME}/retweets", {"tweet_id": post_id})
    page = x("GET", TIMELINE, query={"expansions": asked}).body
    assert [post["id"] for post in page["includes"][told]] == [post_id]
    assert "includes" not in x("GET", TIMELINE).body


@pytest.mark.parametrize(
    ("text", "status"),
    [("क" * 280, 201), ("क" * 281, 400), ("₹" * 140, 201), ("₹" * 141, 400), ("", 400), (" ", 400)],
)
def test_a_text_is_weighed_as_x_weighs_it(x: Client, text: str, status: int) -> None:
    assert x("POST", "/2/tweets", {"text": text}).status == status


def test_five_pictures_and_unknown_ones_are_refused(x: Client, picture: bytes) -> None:
    media = [upload(x, picture) for _ in range(5)]
    for ids in (media, ["1234"]):
        assert x("POST", "/2/tweets", {"text": "चित्र", "media": {"media_ids": ids}}).status == 400
    assert len(create(x, "चित्र", *media[:4])) > 15


def test_what_is_no_picture_is_refused(x: Client) -> None:
    form = {"media_category": "tweet_image"}
    assert x("POST", "/2/media/upload", form=form, file=("media", b"<html>")).status == 400


def test_the_same_text_twice_is_forbidden_in_a_problem_without_a_type(x: Client, sandbox: Sandbox) -> None:
    first = create(x, TEXT)
    told = x("POST", "/2/tweets", {"text": TEXT})
    assert (told.status, told.body["type"]) == (403, "about:blank")
    assert sandbox.count()["refused_duplicates"] == 1
    x("DELETE", f"/2/tweets/{first}")
    create(x, TEXT)  # the first is gone


def test_a_dead_token_is_unauthorized_and_another_account_may_not_delete(x: Client, sandbox: Sandbox) -> None:
    for token in ("dead-1", "sandbox-", ""):
        told = Client(sandbox.port, "/x", token)("GET", "/2/users/me")
        assert (told.status, told.headers["Content-Type"]) == (401, "application/problem+json")
    stranger = Client(sandbox.port, "/x", "sandbox-stranger")
    assert stranger("DELETE", f"/2/tweets/{create(x, TEXT)}").status == 403
    assert sandbox.count()["delete"] == 0


def test_a_timeline_is_read_page_by_page_newest_first(x: Client) -> None:
    ids = [create(x, f"सूचना {number}") for number in range(12)]
    seen: list[str] = []
    query = {"max_results": "5"}
    for _ in range(3):
        page = x("GET", TIMELINE, query=query).body
        seen += [post["id"] for post in page["data"]]
        assert page["meta"]["result_count"] == len(page["data"])
        query["pagination_token"] = page["meta"].get("next_token", "")
    assert seen == ids[::-1]
    assert query["pagination_token"] == ""


def test_a_timeline_keeps_to_the_bounds_that_are_asked_for(x: Client) -> None:
    ids = [create(x, f"सूचना {number}") for number in range(3)]
    x("POST", f"/2/users/{ME}/retweets", {"tweet_id": ids[0]})

    def shown(**query: str) -> list[str]:
        return [post["id"] for post in x("GET", TIMELINE, query=query).body.get("data", [])]

    assert len(shown()) == 4
    assert shown(exclude="retweets") == ids[::-1]
    assert shown(exclude="retweets", since_id=ids[1]) == [ids[2]]
    assert shown(exclude="retweets", until_id=ids[1]) == [ids[0]]
    later = datetime.fromtimestamp(datetime.now(UTC).timestamp() + 60, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert shown(start_time=later) == []
    assert x("GET", TIMELINE, query={"max_results": "101"}).status == 400


def test_a_second_repost_is_refused_and_taking_it_back_twice_is_not(x: Client, sandbox: Sandbox) -> None:
    post_id = create(x, TEXT)
    assert [x("POST", f"/2/users/{ME}/retweets", {"tweet_id": post_id}).status for _ in range(2)] == [
        200,
        400,
    ]
    for _ in range(2):
        told = x("DELETE", f"/2/users/{ME}/retweets/{post_id}")
        assert told.body == {"data": {"retweeted": False}}
    assert sandbox.count()["repost"] == 1


def test_a_hundred_posts_in_fifteen_minutes_and_then_no_more() -> None:
    with running(generous=False) as strict:
        x = Client(strict.port, "/x", "sandbox-collectorujjain")
        left = [x("POST", "/2/tweets", {"text": f"सूचना {number}"}).headers for number in range(100)]
        assert [int(headers["x-rate-limit-remaining"]) for headers in left] == list(range(99, -1, -1))
        told = x("POST", "/2/tweets", {"text": "एक और"})
        assert told.status == 429
        assert told.headers["x-rate-limit-remaining"] == "0"
        wait = int(told.headers["x-rate-limit-reset"]) - datetime.now(UTC).timestamp()
        assert 0 < wait <= 15 * 60 + 1
        assert "Retry-After" not in told.headers
        other = Client(strict.port, "/x", "sandbox-other")
        assert other("POST", "/2/tweets", {"text": "दूसरा खाता"}).status == 201
        assert strict.count()["publish"] == 101


@pytest.mark.parametrize("body", [["a"], "text", 7])
def test_a_body_that_is_no_object_is_refused(x: Client, body: Any) -> None:
    assert x("POST", "/2/tweets", body).status == 400
    assert x("POST", "/2/tweets", {"text": body}).status in (400, 201)
    assert x("GET", "/2/nowhere").status == 404
