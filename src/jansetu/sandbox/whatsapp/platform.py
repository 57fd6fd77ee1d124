"""WhatsApp: its addresses, what it tells of numbers, templates and files, and how it says no."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Mapping
from typing import Any, Self

from jansetu.sandbox.calling import SECRET
from jansetu.sandbox.exchange import Answer, Call, Malformed, number_in
from jansetu.sandbox.facebook import wire as graph
from jansetu.sandbox.faults import Faults, Verb
from jansetu.sandbox.numbers import Sequence
from jansetu.sandbox.platform import Platform
from jansetu.sandbox.routes import Route
from jansetu.sandbox.whatsapp import templates, wire
from jansetu.sandbox.whatsapp.messages import Messages
from jansetu.sandbox.world import Account, Media, World

WORDS: dict[str, tuple[int, int, str]] = {
    "401": (401, 190, "Error validating access token: Session has expired"),
    "403": (403, 10, "(#10) Application does not have permission for this action"),
    "429": (429, 130429, "(#130429) Rate limit hit"),
    "500": (500, 131000, "(#131000) Something went wrong"),
    "503": (503, 2, "An unexpected error has occurred. Please retry your request later."),
    "refuse": (400, 131009, "(#131009) Parameter value is not valid"),
    "duplicate": (400, 131009, "(#131009) Parameter value is not valid"),  # it knows no repeats
}
# Fields that WhatsApp knows and that practice numbers and templates have no value for.
EMPTY = {
    *("conversational_automation", "messaging_limit", "throughput", "webhook_configuration", "health_status"),
    *("account_mode", "certificate", "is_official_business_account", "is_pin_enabled", "last_onboarded_time"),
    *(
        "new_certificate",
        "new_display_name",
        "new_name_status",
        "username",
        "is_on_biz_app",
        "search_visibility",
    ),
    *("correct_category", "cta_url_link_tracking_opted_out", "library_template_name", "previous_category"),
    *("message_send_ttl_seconds", "quality_score", "rejected_reason", "sub_category"),
    *("is_preverified_number", "eligibility_for_api_business_global_search", "degrees_of_freedom_spec"),
    *("country_code", "country_dial_code"),
}
DEFAULT = ("verified_name", "display_phone_number", "quality_rating", "code_verification_status")


class WhatsApp(Messages):
    """The practice WhatsApp."""

    @classmethod
    def of(cls, platforms: Mapping[str, Platform]) -> Self:
        """The one among all platforms."""
        found = platforms[cls.name]
        if not isinstance(found, cls):
            raise TypeError(cls.name)
        return found

    def __init__(self, world: World, faults: Faults) -> None:
        super().__init__(world, faults)
        self.ids = Sequence(epoch=0, shift=8)
        self.route("POST", "/{version}/{number}/messages", "publish", self.send)
        self.route("POST", "/{version}/{number}/media", "upload", self.upload)
        self.route("POST", "/{version}/{business}/subscribed_apps", "session", self.subscribe)
        self.route("GET", "/{version}/{business}/phone_numbers", "read", self.phone_numbers)
        self.route("GET", "/{version}/{business}/message_templates", "read", self.message_templates)
        self.route("GET", "/{version}/{node}", "read", self.node)

    def route(self, method: str, template: str, verb: Verb, act: Callable[..., Answer]) -> None:
        """Answer an address, with WhatsApp's refusals in place of exceptions."""

        def run(call: Call, account: Account, *variables: str) -> Answer:
            try:
                return act(call, account, *variables)
            except wire.Refused as refused:
                answer: Answer = refused.args[0]
                return answer

        self.routes.add(method, template, verb, run)

    def verb_of(self, call: Call, route: Route) -> Verb:
        """Marking a message as read publishes nothing."""
        return "correct" if route.verb == "publish" and b'"status"' in call.body else route.verb

    def account_of(self, call: Call) -> Account | None:
        """The token; a proof that comes with it must be made with the practice app's secret."""
        token = call.bearer or call.query.get("access_token", "")
        given = call.query.get("appsecret_proof", "") or call.field("appsecret_proof")
        made = hmac.new(SECRET.encode(), token.encode(), "sha256").hexdigest()
        if given and not hmac.compare_digest(given.encode(), made.encode()):
            return None
        return self.account_for(token)

    def subscribe(self, call: Call, account: Account, version: str, business: str) -> Answer:
        """POST /{business}/subscribed_apps: it is in the app, and the app's one address is called."""
        self.own_business(account, business)
        return graph.said({"success": True})

    def phone_numbers(self, call: Call, account: Account, version: str, business: str) -> Answer:
        """GET /{business}/phone_numbers."""
        self.own_business(account, business)
        return graph.said({"data": [self.chosen(call, wire.number_shown(account))]})

    def message_templates(self, call: Call, account: Account, version: str, business: str) -> Answer:
        """GET /{business}/message_templates, by pages."""
        self.own_business(account, business)
        name = call.query.get("name", "")
        every = [templates.shown(one, at) for at, one in enumerate(templates.EVERY)]
        every = [one for one in every if not name or one["name"] == name]
        start, limit = place_in(call.query.get("after", "")), number_in(call.query.get("limit", ""), 25)
        page = every[start : start + limit]
        answer: dict[str, Any] = {"data": [self.chosen(call, one, everything=True) for one in page]}
        if page:
            end = start + len(page)
            answer["paging"] = {"cursors": {"before": cursor_of(start), "after": cursor_of(end)}}
            if end < len(every):
                answer["paging"]["next"] = f"{call.origin}/whatsapp/{version}/{business}/message_templates"
        if "summary" in call.query:
            answer["summary"] = {
                "total_count": len(every),
                "message_template_count": len(templates.EVERY),
                "message_template_limit": 6000,
                "are_translations_complete": False,
            }
        return graph.said(answer)

    def node(self, call: Call, account: Account, version: str, node: str) -> Answer:
        """GET of the number itself, or of an uploaded file."""
        if node == account.number:
            return graph.said(self.chosen(call, wire.number_shown(account)))
        media = self.world.media.get((self.name, node))
        if media is None or media.account != account.name:
            return graph.unsupported("get", node)
        return graph.said(file_shown(media, call.origin))

    def own_business(self, account: Account, business: str) -> None:
        """Refused where the address names another business account than the number's."""
        if business != wire.business_of(account):
            raise wire.Refused(graph.unsupported("get", business))

    def chosen(self, call: Call, every: dict[str, Any], *, everything: bool = False) -> dict[str, Any]:
        """The fields that were asked for; Refused where there is no such field."""
        default = tuple(every) if everything else DEFAULT
        fields = graph.fields_of(call.query.get("fields", ""), default)
        unknown = [one for one in fields if one not in every and one not in EMPTY]
        if unknown:
            raise wire.refused(100, f"Tried accessing nonexisting field ({unknown[0]})")
        return {name: every[name] for name in every if name in fields or name == "id"}

    def refusal(self, kind: str, account: Account | None, *, wait: float = 0) -> Answer:
        """WhatsApp's own words."""
        return graph.failed(*WORDS[kind])

    def not_found(self) -> Answer:
        """For an address that it does not have."""
        return graph.failed(400, 2500, "Unknown path components")

    def malformed(self) -> Answer:
        """For a parameter that it cannot read."""
        return graph.failed(400, 100, "(#100) Invalid parameter")


def file_shown(media: Media, origin: str) -> dict[str, Any]:
    """Where an uploaded file can be fetched."""
    return {
        "messaging_product": "whatsapp",
        "url": f"{origin}/_sandbox/media/{media.platform}/{media.id}",
        "mime_type": media.mime,
        "sha256": "",
        "file_size": media.size,
        "id": media.id,
    }


def cursor_of(place: int) -> str:
    """A cursor that nobody should take apart."""
    return base64.urlsafe_b64encode(f"templates/{place}".encode()).decode()


def place_in(cursor: str) -> int:
    """The place of a cursor; Malformed where it is none of ours."""
    if not cursor:
        return 0
    try:
        _, _, place = base64.urlsafe_b64decode(cursor).decode().partition("templates/")
    except ValueError as error:
        raise Malformed from error
    return number_in(place, 0)
