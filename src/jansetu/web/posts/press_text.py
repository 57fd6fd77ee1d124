"""Which approved text of a post dailies get, and what of it Kruti Dev does not draw."""

from __future__ import annotations

from collections.abc import Iterable

from jansetu.content.models import Post, Variant
from jansetu.core.documents.for_press import other_signs
from jansetu.core.text.parts import parts_of


def press_text(post: Post, variants: Iterable[Variant]) -> str:
    """The portal's Hindi text, else the longest Hindi one; "" where none is approved."""
    hindi = [one for one in variants if one.language == "hi"]
    if post.state != Post.State.APPROVED or not hindi:
        return ""
    chosen = max(hindi, key=lambda one: (one.kind == "portal", len(one.text)))
    return "\n\n".join(parts_of(chosen.text))


def beyond_kruti_dev(post: Post, variants: Iterable[Variant]) -> tuple[str, ...] | None:
    """The words and signs that stand in another font; None where there is no text for the press."""
    text = press_text(post, variants)
    return other_signs(f"{post.title}\n{text}") if text else None
