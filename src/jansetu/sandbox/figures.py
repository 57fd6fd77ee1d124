"""What is counted of a post or an account: what really happened here, and growth where a pace is set."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

from jansetu.sandbox.world import Account, Post, World

HALF_DAY = 12 * 3600  # seconds in which a post reaches most of those it will ever reach


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one post at one moment."""

    views: int
    likes: int
    reposts: int
    quotes: int
    replies: int
    saves: int
    clicks: int


def of_post(world: World, platform: str, post: Post) -> Figures:
    """Replies and reposts that stand; with a pace also readers, the same for the same post and moment."""
    seed = chance(f"{platform}/{post.id}")
    age = max(world.clock() - post.at, 0) * world.pace
    views = int((150 + seed % 4000) * (1 - math.exp(-age / HALF_DAY)))
    reposts = sum(1 for one in world.reposts.get((platform, post.id), ()) if one.deleted_at is None)
    return Figures(
        views=views,
        likes=views * (2 + seed % 4) // 100,
        reposts=reposts + views // 180,
        quotes=views // 1500,
        replies=len(world.answers_to(platform, post.id)),
        saves=views // 400,
        clicks=views * 3 // 100,
    )


def followers(world: World, account: Account) -> int:
    """Nobody without a pace; with one, a crowd that grows by the hour."""
    if not world.pace:
        return 0
    hours = max(world.clock() - account.made_at, 0) * world.pace / 3600
    return 120 + chance(f"{account.platform}/{account.name}") % 9000 + int(hours * 3)


def chance(name: str) -> int:
    """A number that is the same for the same name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6])
