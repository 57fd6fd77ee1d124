"""Urgent posts and campaigns: the desk says so, the approver sees it, nothing of it is lost."""

from __future__ import annotations

from datetime import datetime

from django.test import Client

from jansetu.channels.models import Channel
from jansetu.content.models import Post
from jansetu.publishing.models import Delivery
from tests.cast import Cast
from tests.web.posts.test_editor import edit, fields

MARK = {"is_urgent": "on", "label": " सिंहस्थ  2028"}


def test_the_desk_marks_a_post_urgent_and_of_a_campaign_and_the_approver_is_shown(
    esha: Client, bilal: Client, draft: Post, collector: Channel
) -> None:
    place = {f"channel-{collector.pk}": "on"}
    esha.post(edit(draft), fields(do="ask", **MARK, **place))
    draft.refresh_from_db()
    assert (draft.is_urgent, draft.label, draft.state) == (True, "सिंहस्थ 2028", "awaiting")
    page = bilal.get(f"/desk/posts/{draft.pk}/").content.decode()
    assert "तत्काल: अनुमोदन पर यह सबसे पहले जाएगी" in page
    assert "सिंहस्थ 2028" in page
    assert 'class="chip is-bad"' in bilal.get("/desk/posts/?list=awaiting").content.decode()
    bilal.post(f"/desk/posts/{draft.pk}/approve/", {"seen_revision": "2", "when": "now", "note": ""})
    sent = Delivery.objects.get()
    assert (sent.urgent, sent.about, sent.label_key) == (True, "press_note", "सिंहस्थ 2028")


def test_the_mark_and_the_label_stay_in_the_editor_and_the_label_is_offered_again(
    esha: Client, draft: Post, cast: Cast, moment: datetime
) -> None:
    esha.post(edit(draft), fields(**MARK))
    page = esha.get(edit(draft)).content.decode()
    assert '<option value="सिंहस्थ 2028">' in page
    assert 'name="is_urgent" aria-describedby="id_is_urgent_helptext" id="id_is_urgent" checked' in page


def test_a_mark_that_came_after_the_approval_is_a_difference_that_is_approved_anew(
    esha: Client, bilal: Client, draft: Post, collector: Channel
) -> None:
    place = {f"channel-{collector.pk}": "on"}
    esha.post(edit(draft), fields(do="ask", **place))
    bilal.post(f"/desk/posts/{draft.pk}/approve/", {"seen_revision": "2", "when": "now", "note": ""})
    esha.post(edit(draft), fields(do="ask", expected_revision="2", is_urgent="on", **place))
    assert not Delivery.objects.get().urgent
    page = bilal.get(f"/desk/posts/{draft.pk}/").content.decode()
    assert "तत्काल" in page.partition("has-rail is-care")[2].partition("</div>")[0]
