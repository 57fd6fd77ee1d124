"""The editor of one post: what is typed, lengths, findings, who reposts. Nothing typed is ever lost."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from jansetu.channels.models import Channel
from jansetu.content.checks import findings
from jansetu.content.editing import LANGUAGES, first_text, planned, platform_rules
from jansetu.content.findings import UNREAD, Finding
from jansetu.content.labels import labels_seen
from jansetu.content.models import Media, Post, Return, Revision
from jansetu.content.operations.drafts import draft_values
from jansetu.content.operations.translations import can_translate, draft_translation
from jansetu.content.photos import photos_seen_by
from jansetu.content.placing import Place
from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language
from jansetu.orgs.rights import NotAllowed
from jansetu.web.access import DeskRequest
from jansetu.web.filling import suggest
from jansetu.web.photos.choosing import Trouble, film_limits, take_files, take_film
from jansetu.web.posts.changes import Change, changes
from jansetu.web.posts.forms import HeadForm
from jansetu.web.posts.typed import TypedPhoto, TypedPost, film_ids, named, photo_ids, stored, typed


@dataclass(slots=True)
class Editor:
    """One request's view of a post in the making."""

    request: DeskRequest
    post: Post
    channels: list[Channel]
    last: Revision | None
    typed: TypedPost
    form: HeadForm
    is_draft: bool = False
    conflict: list[Change] | None = None
    troubles: list[Trouble] = field(default_factory=list)
    fresh_drafts: set[str] = field(default_factory=set)  # languages that a machine drafted just now

    @property
    def draft(self) -> str:
        """The name under which what is typed is kept."""
        return f"post:{self.post.pk}"

    def page(self, *, status: int = 200) -> HttpResponse:
        """The whole editor."""
        return render(self.request, "jansetu/posts/edit.html", self._context(), status=status)

    def _context(self) -> dict[str, Any]:
        known = {photo.media.pk for photo in self.typed.photos}
        found = self._findings()
        labels = labels_seen(self.request.actor, self.request.now)
        suggest(self.form, "label", [(label, "") for label in labels])
        return {
            "editor": self,
            "post": self.post,
            "note": self.post.submission,
            "form": self.form,
            "typed": self.typed,
            "choices": self._choices(),
            "groups": self._groups(),
            "plan": plan(self.typed, self.channels),
            "findings": found,
            "translates": can_translate(),
            "unread": self._unread(found),
            "returned": self._returned(),
            "offered": [one for one in _note_photos(self.post) if one.pk not in known],
            "film_limits": film_limits(),
            "takes_films": [str(one.label) for one in platform_rules().values() if one.takes_film],
            "speaks_english": any(one.language == "en" for one in self.typed.variants),
        }

    def _findings(self) -> list[Finding]:
        return findings(self.post) if self.last is not None else []

    def _unread(self, found: list[Finding]) -> list[tuple[str, str]]:
        """The languages of which somebody must say to have read the machine's draft, with their names."""
        unread = self.fresh_drafts | {one.language for one in found if one.code == UNREAD}
        return [(code, str(name)) for code, name in LANGUAGES.items() if code in unread]

    def _returned(self) -> Return | None:
        """Why it came back, until it is asked for again."""
        if self.post.state != Post.State.RETURNED:
            return None
        return self.post.returns.select_related("by__person").order_by("pk").last()

    def _choices(self) -> list[tuple[str, str]]:
        """The texts that can still be added: a platform in a language, or a channel's own on X."""
        rules = platform_rules().values()
        keys = [
            (f"{one.kind}-{code}", f"{one.label}, {name}")
            for one in rules
            for code, name in LANGUAGES.items()
        ]
        own = in_language("का अपना पाठ", "with its own text")
        strict = {one.kind: one.label for one in rules if one.refuses_repeats}
        keys += [
            (f"{one.kind}-c{one.pk}", f"{strict[one.kind]} {one.handle} {own}")
            for one in self.typed.ordered(self.channels)
            if one.kind in strict
        ]
        return [(key, label) for key, label in keys if not self.typed.has(key)]

    def _groups(self) -> list[dict[str, Any]]:
        """The channels that the desk may use, platform by platform."""
        found = []
        for rule in platform_rules().values():
            channels = [one for one in self.channels if one.kind == rule.kind]
            chosen = sum(one.pk in self.typed.channels for one in channels)
            if channels:
                practises = all(one.practice for one in channels)
                found.append({"rule": rule, "channels": channels, "chosen": chosen, "practises": practises})
        return found

    def act(self, what: str) -> None:
        """Change what is typed, without saving: add or remove a text, take in photos, move or drop one."""
        name, _, which = what.partition(":")
        if name == "add":
            self._add(self.request.POST.get("new", ""))
        elif name == "remove":
            self.typed.variants = [one for one in self.typed.variants if one.key != which]
        elif name == "translate":
            self._translate(which)
        elif name in ("part", "spread", "dropfilm"):
            self._act_on_text(name, which)
        elif name in ("all", "none"):
            self._tick(which, wanted=name == "all")
        elif name == "take" and which.isascii() and which.isdigit():
            self._offer(int(which))
        elif name in MOVES and which.isascii() and which.isdigit():
            self.typed.move_photo(int(which), MOVES[name])

    def _act_on_text(self, name: str, key: str) -> None:
        if name == "part":
            self.typed.add_part(key)
        elif name == "spread":
            self._spread(key)
        else:
            self.typed.film = None

    def _tick(self, kind: str, *, wanted: bool) -> None:
        these = {channel.pk for channel in self.channels if channel.kind == kind}
        self.typed.channels = self.typed.channels | these if wanted else self.typed.channels - these

    def take_files(self) -> None:
        """Keep the photos that came with this request; those that are none are named."""
        taken, self.troubles = take_files(self.request)
        known = {one.media.pk for one in self.typed.photos}
        fresh = [one for one in taken if one.media.pk not in known]
        self.typed.photos += [TypedPhoto(one.media, one.alt, one.media.alt_en) for one in fresh]
        film, trouble = take_film(self.request)
        if film is not None:
            self.typed.film = TypedPhoto(film, film.alt_hi, film.alt_en)
        self.troubles += [trouble] if trouble else []

    def _offer(self, wanted: int) -> None:
        media = next((one for one in _note_photos(self.post) if one.pk == wanted), None)
        if media is not None and all(one.media.pk != wanted for one in self.typed.photos):
            self.typed.photos.append(TypedPhoto(media, media.alt_hi, media.alt_en))

    def _add(self, key: str) -> None:
        variant = named(key, {one.pk: one for one in self.channels})
        if variant is not None and not self.typed.has(key):
            whose = variant.channel.pk if variant.channel else None
            text = first_text(self.post, variant.rule.kind, variant.language, whose)
            self.typed.add(replace(variant, text=text))

    def _translate(self, key: str) -> None:
        """An empty text begins with a machine's draft of what stands in the other language."""
        wanted = next((one for one in self.typed.variants if one.key == key and not one.text.strip()), None)
        source = self.typed.source_of(wanted) if wanted else None
        if wanted is None or source is None:
            return
        languages = {"source": source.language, "target": wanted.language}
        by, now = self.request.actor, self.request.now
        try:
            draft = draft_translation(self.post, text=source.text, **languages, by=by, now=now)
        except NotAllowed:
            raise
        except Refusal as refusal:
            said = in_language(refusal.hi, refusal.en)
            self.troubles.append(Trouble(in_language("मशीनी अनुवाद:", "Machine translation:"), said))
            return
        self.fresh_drafts.add(wanted.language)
        self.typed.variants = [
            replace(one, text=draft) if one.key == key else one for one in self.typed.variants
        ]

    def _spread(self, key: str) -> None:
        """The empty texts of the same language begin with this one."""
        source = next((one for one in self.typed.variants if one.key == key), None)
        if source is not None:
            self.typed.variants = [
                replace(one, text=source.text)
                if one.language == source.language and not one.text.strip()
                else one
                for one in self.typed.variants
            ]

    def look_again(self) -> None:
        """Somebody else saved meanwhile: show what they changed; the next save comes after theirs."""
        base = self.post.revisions.filter(number=self.typed.expected_revision).first()
        self.last = self.post.revisions.select_related("author__person").order_by("number").last()
        if base is not None and self.last is not None:
            self.conflict = changes(base.snapshot, self.last.snapshot)
            self.typed.expected_revision = self.last.number


MOVES = {"up": -1, "down": 1, "drop": 0}


def editor_of(request: DeskRequest, pk: int) -> Editor:
    """The editor of a post of the charge's desks, else 404: as sent, as kept in a draft, or as saved."""
    posts = Post.objects.at_desks_of(request.actor, request.now)
    posts = posts.select_related("unit", "submission__unit", "submission__sender__person")
    post = get_object_or_404(posts.exclude(state=Post.State.WITHDRAWN), pk=pk)
    usable = Channel.objects.usable_by(request.actor, request.now).placeable_for(post.unit)
    channels = list(usable.for_list())
    last = post.revisions.select_related("author__person").order_by("number").last()
    saved = _with_texts(stored(post, last.number if last else 0))
    editor = Editor(request, post, channels, last, saved, HeadForm(initial=_head(saved)))
    if request.method == "POST":
        editor.typed = _read(editor, request.POST.dict())
        editor.form = HeadForm(request.POST)
    else:
        _open_draft(editor, saved)
    return editor


def _open_draft(editor: Editor, saved: TypedPost) -> None:
    """What was typed and not saved goes on; where somebody else saved meanwhile, it says so."""
    person = editor.request.actor.tenure_or_refuse().person
    values = draft_values(person, editor.draft)
    if not values:
        return
    read = _read(editor, values)
    editor.is_draft = read.content(editor.channels) != saved.content(editor.channels)
    if not editor.is_draft:
        read.expected_revision = saved.expected_revision
    editor.typed = read
    editor.form = HeadForm(initial=_head(read))
    if editor.last is not None and read.expected_revision != editor.last.number:
        editor.look_again()


def _read(editor: Editor, values: dict[str, Any]) -> TypedPost:
    wanted = photo_ids(values) + film_ids(values)
    seen = photos_seen_by(editor.request.actor, editor.request.now).filter(pk__in=wanted)
    media: dict[int, Media] = {one.pk: one for one in seen}
    channels = {one.pk: one for one in editor.channels}
    return typed(values, post=editor.post, channels=channels, media=media)


def _head(read: TypedPost) -> dict[str, Any]:
    names = ("title", "kind", "is_urgent", "label", "publish_at", "note")
    return {name: getattr(read, name) for name in names}


def _with_texts(saved: TypedPost) -> TypedPost:
    """A post that has no text yet begins with an empty one for each platform."""
    if not saved.variants:
        for kind, rule in platform_rules().items():
            begun = None if rule.needs_film else named(f"{kind}-hi", {})
            saved.variants += [begun] if begun else []
    return saved


def _note_photos(post: Post) -> list[Media]:
    if post.submission is None:
        return []
    return [row.media for row in post.submission.photos.select_related("media")]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which of the chosen channels publish and which repost; or what stands against it."""

    places: list[Place] = field(default_factory=list)
    trouble: Refusal | None = None

    @property
    def reposts(self) -> list[Place]:
        """Those that repeat nothing: they repost natively, one after the other."""
        return [one for one in self.places if one.source is not None]

    @property
    def leads(self) -> list[Place]:
        """Those whose own post the others repost."""
        sources = {one.source.pk for one in self.reposts if one.source}
        return [one for one in self.places if one.channel.pk in sources]


def plan(read: TypedPost, channels: list[Channel]) -> Plan:
    """As placing decides it when this is saved."""
    try:
        return Plan(planned(read.ordered(channels), read.texts()))
    except Refusal as refusal:
        return Plan(trouble=refusal)
