"""A first text for each platform: the sentences of a note that make a post. The desk writes the real one."""

from __future__ import annotations

from jansetu.connectors import registry
from jansetu.content.checks import length_of
from jansetu.core.text.schemes import starter_schemes, suggest_hashtags
from jansetu.core.text.summarise import summarise

WITHOUT_HASHTAGS = ("email", "whatsapp")  # letters, where a hashtag leads nowhere


def suggest(kind: str, title: str, body: str) -> str:
    """The whole note for our own portal; elsewhere the title and the best sentences that fit after it.

    With the hashtags of the schemes named, where they mean something. No sentence is cut for a title.
    """
    if kind in registry.LOCAL_KINDS:
        return body
    head = f"{title}\n\n" if title and length_of(kind, title).fits else ""
    tags = () if kind in WITHOUT_HASHTAGS else suggest_hashtags(f"{title}\n{body}", starter_schemes())
    said = summarise(body, lambda words: length_of(kind, f"{head}{words}").fits, tags)
    if head and (not said or (said.endswith("…") and said not in body)):
        return title
    return f"{head}{said}"
