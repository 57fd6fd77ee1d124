"""What the practice Mastodon tells of itself and its limits, in the words of today and of version 1."""

from __future__ import annotations

from jansetu.sandbox.exchange import Json
from jansetu.sandbox.mastodon.wire import LINK_LENGTH, TEXT_LIMIT

OPEN = {"local": "public", "remote": "public"}
VAPID = "B" + "A" * 86 + "="  # in the shape of a key; nothing is pushed from here


def instance(origin: str) -> Json:
    """What the server tells of itself and its limits."""
    statuses = {
        "max_characters": TEXT_LIMIT,
        "max_media_attachments": 4,
        "characters_reserved_per_url": LINK_LENGTH,
    }
    media = {
        "supported_mime_types": ["image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4"],
        "description_limit": 1500,
        "image_size_limit": 16 * 1024 * 1024,
        "image_matrix_limit": 33_177_600,
        "video_size_limit": 103_809_024,
        "video_frame_rate_limit": 120,
        "video_matrix_limit": 8_294_400,
    }
    polls = {
        "max_options": 4,
        "max_characters_per_option": 50,
        "min_expiration": 300,
        "max_expiration": 2_629_746,
    }
    configuration = {
        "statuses": statuses,
        "media_attachments": media,
        "polls": polls,
        "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
        "translation": {"enabled": False},
        "urls": {"streaming": None},
        "vapid": {"public_key": VAPID},
        "limited_federation": False,
        "timelines_access": dict.fromkeys(("live_feeds", "hashtag_feeds", "trending_link_feeds"), OPEN),
    }
    return {**about(origin), "configuration": configuration}


def about(origin: str) -> Json:
    """The parts of an instance that say who runs it."""
    return {
        "domain": origin.partition("://")[2],
        "title": "जनसेतु अभ्यास",
        "version": "4.5.0",
        "source_url": "https://github.com/mastodon/mastodon",
        "description": "अभ्यास · practice",
        "usage": {"users": {"active_month": 0}},
        "thumbnail": {"url": f"{origin}/_sandbox/style.css"},
        "icon": [],
        "languages": ["hi", "en"],
        "registrations": {"enabled": False, "approval_required": False, "message": None, "url": None},
        "api_versions": {"mastodon": 6},
        "contact": {"email": "practice@example.org", "account": None},
        "rules": [],
    }


def instance_v1(origin: str) -> Json:
    """The same in the words of /api/v1/instance, which 4.x still answers beside the new ones."""
    told = instance(origin)
    same = ("title", "version", "languages", "rules", "configuration")
    return {
        **{name: told[name] for name in same},
        "uri": told["domain"],
        "short_description": told["description"],
        "description": told["description"],
        "email": told["contact"]["email"],
        "urls": {"streaming_api": None},
        "stats": {"user_count": 0, "status_count": 0, "domain_count": 0},
        "thumbnail": told["thumbnail"]["url"],
        "registrations": told["registrations"]["enabled"],
        "approval_required": told["registrations"]["approval_required"],
        "invites_enabled": False,
        "contact_account": None,
    }
