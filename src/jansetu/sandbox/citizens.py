"""The citizens of the practice platforms: what they say when told to, and with a pace by themselves."""

from __future__ import annotations

from collections.abc import Mapping

from jansetu.sandbox.exchange import Json, Malformed, text_in
from jansetu.sandbox.figures import chance
from jansetu.sandbox.platform import Platform
from jansetu.sandbox.world import Account, Post, World

NAMES = ("ravi_sharma", "seema_verma", "imran_khan", "lakshmi_bai", "gopal_patel", "meena_yadav")
SAYINGS = (
    "यह सुविधा कब से मिलेगी?",
    "धन्यवाद, जानकारी काम की है।",
    "हमारे वार्ड में अभी तक पानी नहीं आया।",
    "आवेदन कहाँ करना है?",
    "हेल्पलाइन पर कोई फोन नहीं उठाता।",
    "बहुत अच्छा निर्णय!",
    "Is this for the whole district?",
)
AFTER = (60, 300, 1500)  # seconds, at the pace of life, after which somebody answers a post
LATEST = 20  # of an account's posts; nobody answers older ones


class Citizens:
    """Everybody who is not an office."""

    def __init__(self, world: World, platforms: Mapping[str, Platform]) -> None:
        self.world, self.platforms = world, platforms

    def say(self, asked: Json) -> Post:
        """What the control API asks for; Malformed where nobody could say that."""
        platform = self.platforms.get(text_in(asked, "platform"))
        name, text, answers = text_in(asked, "account"), text_in(asked, "text"), text_in(asked, "reply_to")
        if platform is None or not platform.converses or not name or not text:
            raise Malformed
        if answers and self.world.post(platform.name, answers) is None:
            raise Malformed
        author = text_in(asked, "author") or NAMES[chance(text) % len(NAMES)]
        account = self.world.account(platform.name, name)
        return platform.remark(account, author, text, answers, direct=asked.get("direct") is True)

    def stir(self) -> int:
        """Let those answer whose time has come; how many did."""
        said = 0
        everybody = [one for one in self.world.accounts.values() if not one.citizen]
        for account in [one for one in everybody if self.platforms[one.platform].converses]:
            for post in account.posts[-LATEST:]:
                said += self.answer(account, post)
        return said

    def answer(self, account: Account, post: Post) -> int:
        """The answers that are due to one post: as many as its age at this pace, none to a repost."""
        if post.deleted_at is not None or post.repost_of or post.reply_to or post.detail.get("failed"):
            return 0
        age = (self.world.clock() - post.at) * self.world.pace
        due = sum(1 for after in AFTER[: chance(post.id) % (len(AFTER) + 1)] if after <= age)
        heard = self.world.answers.get((account.platform, post.id), ())
        already = sum(1 for one in heard if one.detail.get("stirred"))
        for number in range(already, due):
            seed = chance(f"{post.id}/{number}")
            author, text = NAMES[seed % len(NAMES)], SAYINGS[seed // 7 % len(SAYINGS)]
            remark = self.platforms[account.platform].remark(account, author, text, post.id)
            self.world.note(account.platform, remark, "stirred", True)
        return max(due - already, 0)
