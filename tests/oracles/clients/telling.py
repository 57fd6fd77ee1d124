"""How a script tells the test what a vendor's client made of the answers: one JSON object; judges nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

Asked = dict[str, Any]
Story = Iterator[tuple[str, Any]]


def tell(story: Callable[[Asked], Story]) -> None:
    """Read what is asked from standard input, live the story, write what the client found by its names.

    A client that is not content raises, and the script ends with its traceback.
    """
    sys.stdout.write(json.dumps(dict(story(json.load(sys.stdin)))))


def refusal(
    kind: type[Exception], act: Callable[[], Any], facts: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """The client's own error, told by its name and `facts`; any other error is loud, none is told."""
    try:
        act()
    except kind as error:
        return {"kind": type(error).__name__, **facts(error)}
    return {"kind": "nothing was refused"}
