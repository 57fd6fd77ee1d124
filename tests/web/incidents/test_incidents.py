"""Incidents: what was taken back or corrected, and what became of it on each channel."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jansetu.content.models import Post
from jansetu.content.operations.approvals import request_approval
from jansetu.core.clock import utcnow
from jansetu.publishing.models import Delivery, Incident, Removal
from jansetu.publishing.operations import approve_and_schedule, withdraw
from tests.cast import Cast, make_actor
from tests.content.acts import channel_of, ready, save, text
from tests.web.conftest import AsPerson

LOOKS_AGAIN = 'hx-trigger="every 3s"'


@pytest.fixture
def moment() -> datetime:
    """A minute ago by the real clock."""
    return utcnow() - timedelta(minutes=1)


@pytest.fixture
def bilal(cast: Cast, as_person: AsPerson) -> Client:
    """The approver's browser."""
    return as_person(cast.bilal)


def published(cast: Cast, now: datetime, handle: str, kind: str = "x") -> Post:
    """A post that is out on one channel."""
    post = ready(cast, channel_of(cast, cast.district, handle, now, kind=kind), now)
    approve_and_schedule(post, seen_revision=2, by=cast.bilal, now=now)
    sent = {"state": "sent", "sent_at": now, "remote_id": f"7{post.pk}", "url": "https://x.example/7"}
    Delivery.objects.filter(post=post).update(**sent)
    return post


def taken_back(cast: Cast, now: datetime, handle: str = "@collectorujjain", reason: str = "ग़लत") -> Incident:
    """A withdrawal of Bilal's."""
    return withdraw(published(cast, now, handle), reason=reason, by=cast.bilal, now=now)


def test_the_page_says_why_who_where_and_what_cannot_be_undone(
    bilal: Client, cast: Cast, moment: datetime
) -> None:
    incident = taken_back(cast, moment, reason="आँकड़ा ग़लत है")
    page = bilal.get(f"/desk/incidents/{incident.pk}/").content.decode()
    for words in ("आँकड़ा ग़लत है", "बिलाल", "@collectorujjain", "स्क्रीनशॉट", "0 / 1 चैनलों पर हो गया"):
        assert words in page


def test_the_channels_are_looked_at_again_until_the_last_is_done(
    bilal: Client, cast: Cast, moment: datetime
) -> None:
    incident = taken_back(cast, moment)
    address = f"/desk/incidents/{incident.pk}/channels/"
    assert LOOKS_AGAIN in bilal.get(address).content.decode()
    Removal.objects.update(state="done", done_at=moment)
    settled = bilal.get(address).content.decode()
    assert LOOKS_AGAIN not in settled
    assert "1 / 1 चैनलों पर हो गया" in settled


def test_the_evidence_is_shown_as_it_was_read(bilal: Client, cast: Cast, moment: datetime) -> None:
    incident = taken_back(cast, moment)
    copy = {"remote_id": "71", "text": "<b>छपा हुआ पाठ</b>", "url": "https://x.example/7", "raw": {"id": "71"}}
    Removal.objects.update(evidence=copy, evidence_at=moment, state="done")
    page = bilal.get(f"/desk/incidents/{incident.pk}/").content.decode()
    assert "&lt;b&gt;छपा हुआ पाठ&lt;/b&gt;" in page


def test_what_never_went_out_and_what_the_portal_hides_are_listed_too(
    bilal: Client, cast: Cast, moment: datetime
) -> None:
    post = ready(cast, channel_of(cast, cast.district, "@collectorujjain", moment), moment)
    approve_and_schedule(post, seen_revision=2, by=cast.bilal, now=moment)
    incident = withdraw(post, reason="समय से पहले", by=cast.bilal, now=moment)
    page = bilal.get(f"/desk/incidents/{incident.pk}/").content.decode()
    assert "भेजी ही नहीं गई" in page
    assert LOOKS_AGAIN not in page


def test_a_correction_is_no_withdrawal(bilal: Client, cast: Cast, moment: datetime) -> None:
    post = published(cast, moment, "@f1", kind="facebook")
    channel = Delivery.objects.get(post=post).channel
    save(post, [text("सुधरा पाठ", kind="facebook")], [channel], by=cast.esha, now=moment)
    request_approval(post, publish_at=None, by=cast.esha, now=moment)
    approve_and_schedule(post, seen_revision=3, note="संख्या सुधारी", by=cast.bilal, now=moment)
    incident = Incident.objects.get(post=post)
    page = bilal.get("/desk/incidents/").content.decode()
    assert "भूल-सुधार" in page
    assert "वापसी</span>" not in page
    assert "संख्या सुधारी" in bilal.get(f"/desk/incidents/{incident.pk}/").content.decode()


def test_another_department_sees_no_incident(cast: Cast, as_person: AsPerson, moment: datetime) -> None:
    incident = taken_back(cast, moment, reason="गोपनीय कारण")
    other = make_actor(cast.health, name="gita", name_hi="गीता", rank="director", roles=("approver",))
    browser = as_person(other)
    assert "गोपनीय कारण" not in browser.get("/desk/incidents/").content.decode()
    assert browser.get(f"/desk/incidents/{incident.pk}/").status_code == 404
    assert browser.get(f"/desk/incidents/{incident.pk}/channels/").status_code == 404


def test_strangers_are_refused(cast: Cast, stranger: Client, moment: datetime) -> None:
    incident = taken_back(cast, moment)
    for address in ("", f"{incident.pk}/", f"{incident.pk}/channels/"):
        assert stranger.get(f"/desk/incidents/{address}").status_code == 403


def test_an_empty_register_says_what_it_is_for(bilal: Client) -> None:
    assert "कोई घटना नहीं" in bilal.get("/desk/incidents/").content.decode()


def test_the_pages_speak_english(bilal: Client, cast: Cast, moment: datetime) -> None:
    incident = taken_back(cast, moment)
    bilal.post("/language/", {"language": "en"})
    page = bilal.get(f"/desk/incidents/{incident.pk}/").content.decode()
    for words in ("Withdrawal", "On each channel", "What cannot be undone", "Screenshots, downloads"):
        assert words in page


def test_the_list_asks_the_database_as_often_for_thirty_incidents_as_for_three(
    bilal: Client, cast: Cast, moment: datetime
) -> None:
    counted = []
    for number in (3, 27):
        for one in range(number):
            taken_back(cast, moment, handle=f"@h{number}n{one}")
        with CaptureQueriesContext(connection) as caught:
            assert bilal.get("/desk/incidents/").status_code == 200
        counted.append(len(caught))
    assert counted[0] == counted[1]
    assert counted[0] <= 16
