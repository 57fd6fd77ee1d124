"""What stands against a variant's photos, film and title, as its platform takes them."""

from __future__ import annotations

from collections.abc import Iterator

from jansetu.connectors import registry
from jansetu.connectors.contracts import Limits, VideoLimits
from jansetu.content.findings import LETTER, Finding, Rule, broken
from jansetu.content.models import Media, Variant

MEGABYTE = 1024 * 1024


def of_media(variant: Variant) -> Iterator[Finding]:
    """Photos and film: how many, how large, and whether everybody is told what they show."""
    limits = registry.limits_of(variant.kind)
    rows = list(variant.pictures.all())
    photos, films = [one for one in rows if not one.media.is_film], [one for one in rows if one.media.is_film]
    yield from broken(variant, *_photo_rules(limits, len(photos), bool(films)))
    local = variant.kind in registry.LOCAL_KINDS
    yield from broken(variant, *_film_rules(limits, films=len(films), photos=0 if local else len(photos)))
    if films and limits.video is not None:
        yield from broken(variant, *_size_rules(films[0].media, limits.video))
    silent = any(not LETTER.search(one.alt) for one in rows)
    yield from broken(
        variant,
        (
            silent,
            "alt_missing",
            "हर फ़ोटो और वीडियो में क्या दिखता है, यह लिखें (दृष्टिबाधित नागरिकों के लिए)।",
            "say what each photo and film shows, for citizens who cannot see it.",
        ),
    )


def _photo_rules(limits: Limits, number: int, has_film: bool) -> list[Rule]:
    least, most = limits.pictures_needed, limits.pictures
    filmed = has_film and limits.video is not None
    return [
        (
            number < least and not filmed,
            "picture_needed",
            f"यहाँ फ़ोटो के बिना पोस्ट नहीं जाती; कम से कम {least} फ़ोटो जोड़ें।",
            f"nothing goes out here without a photo; add at least {least}.",
        ),
        (number > most, "too_many_pictures", f"अधिकतम {most} फ़ोटो।", f"at most {most} photos."),
    ]


def _film_rules(limits: Limits, *, films: int, photos: int) -> list[Rule]:
    video = limits.video
    return [
        (
            films > 0 and video is None,
            "film_not_taken",
            "यह मंच वीडियो नहीं लेता; यहाँ वीडियो हटाएँ।",
            "this platform takes no films; leave the film out here.",
        ),
        (
            films == 0 and video is not None and video.needed,
            "film_needed",
            "यहाँ केवल वीडियो जाते हैं; वीडियो जोड़ें या यह चैनल हटाएँ।",
            "only films go out here; add a film or leave this channel out.",
        ),
        (films > 1, "too_many_films", "एक पोस्ट में एक ही वीडियो।", "one film in one post."),
        (
            films > 0 and photos > 0,
            "film_and_photos",
            "वीडियो और फ़ोटो साथ नहीं जाते; एक चुनें।",
            "a film and photos do not go together; choose one.",
        ),
    ]


def _size_rules(film: Media, video: VideoLimits) -> list[Rule]:
    seconds = film.seconds or 0
    most, longest = video.size // MEGABYTE, _told(video.seconds)
    return [
        (
            film.size > video.size,
            "film_too_large",
            f"वीडियो {most} MB से बड़ा है; छोटा वीडियो लगाएँ।",
            f"the film is larger than {most} MB; use a smaller one.",
        ),
        (
            seconds > video.seconds,
            "film_too_long",
            f"वीडियो {longest} से लंबा है; छोटा करें।",
            f"the film is longer than {longest}; make it shorter.",
        ),
        (
            seconds < video.shortest,
            "film_too_short",
            f"वीडियो {video.shortest:g} सेकंड से छोटा है।",
            f"the film is shorter than {video.shortest:g} seconds.",
        ),
    ]


def _told(seconds: float) -> str:
    """A length as a player shows it: 2:20, 12:00:00."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def needs_title(kind: str) -> bool:
    """A film's page and a mail are nothing without one; elsewhere it may be left out."""
    limits = registry.limits_of(kind)
    needs = limits.one_each or (limits.video is not None and limits.video.needed)
    return limits.title is not None and needs


def of_title(variant: Variant) -> Iterator[Finding]:
    """Whether it is there, fits, and is taken at all."""
    most, title = registry.limits_of(variant.kind).title, variant.title
    yield from broken(
        variant,
        (
            most is None and bool(title),
            "title_not_taken",
            "इस मंच पर शीर्षक नहीं होता; उसे हटाएँ।",
            "there are no titles on this platform; remove it.",
        ),
        (
            needs_title(variant.kind) and not LETTER.search(title),
            "title_needed",
            "शीर्षक लिखें।",
            "write a title.",
        ),
        (
            most is not None and len(title) > most,
            "title_too_long",
            f"शीर्षक {most} अक्षरों से लंबा है।",
            f"the title is longer than {most} characters.",
        ),
    )
