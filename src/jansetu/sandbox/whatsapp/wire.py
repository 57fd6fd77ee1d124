"""WhatsApp's words: refusals by the Graph API's codes, numbers, statuses and messages as it tells them."""

from __future__ import annotations

from jansetu.sandbox.exchange import Answer, Json
from jansetu.sandbox.facebook import wire as graph
from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.world import Account, Post

# Status and title by code; "Error codes", developers.facebook.com, as updated on 15.5.2026.
TITLES: dict[int, tuple[int, str]] = {
    100: (400, "Invalid parameter"),
    130429: (429, "Rate limit hit"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131047: (400, "Re-engagement message"),
    131049: (400, "This message was not delivered to maintain healthy ecosystem engagement."),
    131050: (400, "Unable to deliver the message. This recipient has chosen to stop marketing messages"),
    131051: (400, "Unsupported message type"),
    131053: (400, "Media upload error"),
    131056: (400, "(Business Account, Consumer Account) pair rate limit hit"),
    132000: (400, "Number of parameters does not match the expected number of params"),
    132001: (404, "Template name does not exist in the translation"),
    132005: (400, "Translated text too long"),
    132012: (400, "Parameter format does not match format in the created template"),
    132015: (400, "Template is paused"),
    132016: (400, "Template is disabled"),
    132018: (400, "Template parameters have issues"),
}


class Refused(Exception):
    """WhatsApp says no; the answer is its only argument."""


def refused(code: int, details: str) -> Refused:
    """A refusal with its code."""
    status, title = TITLES[code]
    more = {"error_data": {"messaging_product": "whatsapp", "details": details}}
    return Refused(graph.failed(status, code, f"(#{code}) {title}", more=more))


def business_of(account: Account) -> str:
    """The id of the business account to which the number belongs."""
    return account_number("whatsapp", f"{account.name}/business")


def user_of(number: str) -> str:
    """The id by which a business knows a person also without the number (since 2026)."""
    return f"IN.{account_number('whatsapp', number + '/user')}"


def display_number(account: Account) -> str:
    """The office's own number, as a person reads it."""
    digits = int(account.number) % 10**9
    return f"+91 9{digits // 10**5:04} {digits % 10**5:05}"


def sent(number: str, wamid: str) -> Answer:
    """What the sender is told at once."""
    contact = {"input": number, "wa_id": number}
    body = {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": wamid}]}
    return graph.said(body)


def number_shown(account: Account) -> Json:
    """The office's number with every field that it may be asked for."""
    return {
        "id": account.number,
        "verified_name": account.name,
        "display_phone_number": display_number(account),
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "name_status": "APPROVED",
        "status": "CONNECTED",
        "platform_type": "CLOUD_API",
        "messaging_limit_tier": "TIER_2K",
        "whatsapp_business_manager_messaging_limit": "TIER_2K",
    }


def called(account: Account, value: Json) -> Json:
    """The body of a call about this number."""
    metadata = {
        "display_phone_number": "".join(one for one in display_number(account) if one.isdigit()),
        "phone_number_id": account.number,
    }
    told = {"messaging_product": "whatsapp", "metadata": metadata, **value}
    change = {"value": told, "field": "messages"}
    entry = {"id": business_of(account), "changes": [change]}
    return {"object": "whatsapp_business_account", "entry": [entry]}


def status(post: Post, name: str, at: float, failure: int = 0) -> Json:
    """One step in the life of a message."""
    told: Json = {
        "id": post.id,
        "status": name,
        "timestamp": str(int(at)),
        "recipient_id": post.detail["to"],
        "recipient_user_id": user_of(post.detail["to"]),
    }
    if post.detail.get("echo"):
        told["biz_opaque_callback_data"] = post.detail["echo"]
    if failure:
        title = TITLES[failure][1]
        details = {"details": title}
        return told | {"errors": [{"code": failure, "title": title, "message": title, "error_data": details}]}
    free = post.detail["kind"] != "template"
    pricing = {
        "billable": not free,
        "pricing_model": "PMP",
        "category": "service" if free else post.detail["category"],
        "type": "free_customer_service" if free else "regular",
    }
    return told | {"pricing": pricing}


def message(post: Post) -> Json:
    """What a citizen wrote."""
    told: Json = {"from": post.account, "id": post.id, "timestamp": str(int(post.at))}
    told["from_user_id"] = user_of(post.account)
    if post.reply_to:
        told["context"] = {"from": post.detail["answered"], "id": post.reply_to}
    return told | {"type": "text", "text": {"body": post.text}}
