"""What waits for this charge among the posts: words to say, texts to mend, deliveries that stand still."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db.models import QuerySet
from django.urls import reverse

from jansetu.content.editing import platform_name
from jansetu.content.listing import PostLine, post_lines
from jansetu.content.models import Post, Revision
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.publishing.listing import needing_a_person
from jansetu.publishing.models import Delivery
from jansetu.web.access import DeskRequest
from jansetu.web.waiting import Row, Section

LOOKED_AT = 500  # deliveries; more than stand still in a state on its worst day
MOST = 5  # rows of one section; the rest is behind `more`


def waiting_posts(request: DeskRequest) -> list[Section]:
    """The sections in which something waits, most urgent first."""
    sections: list[Section] = []
    held = request.capabilities
    if Capability.PUBLISH in held:
        sections.append(_stuck(request))
    if Capability.APPROVE in held:
        sections.append(_to_approve(request))
    if Capability.DESK in held:
        sections += [_returned(request), _drafts(request)]
    return [section for section in sections if section.count]


def _stuck(request: DeskRequest) -> Section:
    found = needing_a_person(request.actor, request.now)
    posts = list(dict.fromkeys(found.values_list("post_id", flat=True)[:LOOKED_AT]))
    by_post: dict[int, list[Delivery]] = {post: [] for post in posts[:MOST]}
    for one in found.filter(post__in=list(by_post)):
        by_post[one.post_id].append(one)
    title = in_language("वितरण जो आपकी प्रतीक्षा में रुके हैं", "Deliveries that stand still until you act")
    rows = [_stuck_row(deliveries) for deliveries in by_post.values()]
    return Section(title=title, rows=rows, count=len(posts), more=_list("stuck"))


def _stuck_row(deliveries: Sequence[Delivery]) -> Row:
    """One post, whatever number of its deliveries stand still."""
    first, number = deliveries[0], len(deliveries)
    others = in_language(f"और {number - 1} चैनल", f"and {number - 1} channels") if number > 1 else ""
    words = (f"{platform_name(first.channel.kind)} {first.channel.handle}", others)
    return Row(
        title=first.post.title,
        url=f"{reverse('post', args=[first.post_id])}#deliveries",
        state=first.state,
        state_label=str(first.get_state_display()),
        meta=[word for word in (*words, in_language(first.error_hi, first.error_en)) if word],
        when=first.due_at,
    )


def _to_approve(request: DeskRequest) -> Section:
    found = Post.objects.awaiting_word_of(request.actor, request.now)
    title = in_language("आपके अनुमोदन के लिए", "For your approval")
    return _section(title, found, "awaiting", _asked)


def _returned(request: DeskRequest) -> Section:
    found = Post.objects.at_desks_of(request.actor, request.now).filter(state=Post.State.RETURNED)
    title = in_language("सुधार के लिए लौटी पोस्ट", "Posts returned to be mended")
    return _section(title, found, "returned", _reason)


def _drafts(request: DeskRequest) -> Section:
    person = request.actor.tenure_or_refuse().person
    written = Revision.objects.filter(author__person=person).values("post")
    found = Post.objects.at_desks_of(request.actor, request.now).filter(
        state=Post.State.DRAFT, pk__in=written
    )
    title = in_language("आपके मसौदे", "Your drafts")
    return _section(title, found, "drafts", _saved)


def _section(
    title: str, found: QuerySet[Post], tab: str, words: Callable[[PostLine], Iterable[str]]
) -> Section:
    lines = post_lines(found.select_related("unit", "submission__unit")[:MOST])
    rows = [_post_row(line, words(line)) for line in lines]
    return Section(title=title, rows=rows, count=found.count(), more=_list(tab))


def _post_row(line: PostLine, words: Iterable[str]) -> Row:
    return Row(
        title=line.post.title,
        url=reverse("post", args=[line.post.pk]),
        state=line.post.state,
        state_label=str(line.post.get_state_display()),
        meta=[word for word in words if word],
        when=line.request.at if line.request else (line.revision.at if line.revision else None),
    )


def _asked(line: PostLine) -> list[str]:
    if line.request is None:
        return []
    number = len(line.placements)
    channels = in_language(f"{number} चैनल", f"{number} channels")
    person = line.request.by.person
    return [in_language(person.name_hi, person.name_en), channels, line.request.note]


def _reason(line: PostLine) -> list[str]:
    return [line.returned.note] if line.returned else []


def _saved(line: PostLine) -> list[str]:
    number = line.revision.number if line.revision else 0
    return [in_language(f"संस्करण {number}", f"Revision {number}")]


def _list(tab: str) -> str:
    return f"{reverse('posts')}?list={tab}"
