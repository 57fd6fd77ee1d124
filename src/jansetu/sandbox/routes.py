"""Which function answers which address; a table each platform fills."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jansetu.sandbox.exchange import Answer
from jansetu.sandbox.faults import Verb


@dataclass(frozen=True, slots=True)
class Route:
    """`run` takes (call, account, *the variable parts); an open route takes no account."""

    verb: Verb
    run: Callable[..., Answer]
    open: bool
    template: tuple[str, ...]


class Routes:
    """Addresses with variable parts in braces; the first template that fits wins."""

    def __init__(self) -> None:
        self.table: dict[tuple[str, int], list[Route]] = {}

    def add(
        self, method: str, template: str, verb: Verb, run: Callable[..., Answer], *, open: bool = False
    ) -> None:
        """Let `run` answer `method` on `template`, as in "/2/tweets/{id}"."""
        parts = tuple(template.strip("/").split("/"))
        self.table.setdefault((method, len(parts)), []).append(Route(verb, run, open, parts))

    def find(self, method: str, path: list[str]) -> tuple[Route, list[str]] | None:
        """The route and its variable parts."""
        for route in self.table.get((method, len(path)), ()):
            variables: list[str] = []
            for wanted, given in zip(route.template, path, strict=True):
                if wanted[0] == "{":
                    variables.append(given)
                elif wanted != given:
                    break
            else:
                return route, variables
        return None
