"""The endpoints by which apps get tokens on the practice platforms, each in its platform's own way."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from functools import partial

from jansetu.sandbox.exchange import Answer, Call, Json
from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.oauth import page
from jansetu.sandbox.oauth.grants import Grants
from jansetu.sandbox.routes import Routes

CODE_LIFE = 60  # seconds
X_LIFE, GOOGLE_LIFE, META_LIFE = 7200, 3599, 5_183_944  # seconds; as the platforms' documentation says, 2026
DEAD = "dead-"  # an app whose secret begins so is refused
DATA_ACCESS = 90 * 86_400  # seconds for which Meta lets a consent stand


def open_office(grants: Grants, routes: Routes) -> None:
    """Put the platform's addresses first, before those with variable parts."""
    opener = OPENERS.get(grants.platform)
    if opener is not None:
        opener(grants, routes)


def _x(grants: Grants, routes: Routes) -> None:
    _doors(grants, routes, "/i/oauth2/authorize")
    routes.add("POST", "/2/oauth2/token", "session", partial(x_token, grants), open=True)


def _google(grants: Grants, routes: Routes) -> None:
    _doors(grants, routes, "/o/oauth2/v2/auth")  # its token endpoint is the practice YouTube's own


def _mastodon(grants: Grants, routes: Routes) -> None:
    _doors(grants, routes, "/oauth/authorize")
    routes.add("POST", "/api/v1/apps", "session", partial(mastodon_app, grants), open=True)
    routes.add("POST", "/oauth/token", "session", partial(mastodon_token, grants), open=True)


def _meta(grants: Grants, routes: Routes) -> None:
    _doors(grants, routes, "/{version}/dialog/oauth", several=True, space=",")
    add = routes.add
    add("POST", "/{version}/oauth/access_token", "session", partial(meta_token, grants), open=True)
    add("POST", "/{version}/debug_token", "read", partial(meta_debug, grants), open=True)
    add("GET", "/{version}/me/accounts", "read", partial(meta_pages, grants), open=True)


OPENERS: dict[str, Callable[[Grants, Routes], None]] = {
    "x": _x,
    "youtube": _google,
    "mastodon": _mastodon,
    "facebook": _meta,
    "instagram": _meta,
}


def _doors(grants: Grants, routes: Routes, template: str, *, several: bool = False, space: str = " ") -> None:
    def see(call: Call, *_: str) -> Answer:
        return page.ask(grants.world, grants.platform, call, several=several, space=space)

    def decide(call: Call, *_: str) -> Answer:
        return decided(grants, call)

    routes.add("GET", template, "session", see, open=True)
    routes.add("POST", template, "session", decide, open=True)


def decided(grants: Grants, call: Call) -> Answer:
    """What somebody pressed: a code for the app, or that they do not want it."""
    names = [name.strip().removeprefix("@") for name in call.field("account").split(",") if name.strip()]
    if call.field("decision") != "allow" or not names:
        return page.back(call, error="access_denied")
    code = grants.issue(
        "code",
        lives=CODE_LIFE,
        accounts=names,
        account=names[0],
        client=call.field("client_id"),
        redirect_uri=call.field("redirect_uri"),
        challenge=call.field("code_challenge"),
        scopes=call.form.get("scope", []),
        offline=call.field("access_type") == "offline",
    )
    return page.back(call, code=code)


def allowed(grants: Grants, call: Call, client: str, secret: str) -> Json | None:
    """The consent behind a code: for this app, this way back and this verifier; used up with that."""
    known = grants.use_up("code", call.field("code"))
    digest = hashlib.sha256(call.field("code_verifier").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    if known is None or known["challenge"] not in ("", challenge) or is_dead(client, secret):
        return None
    same = (known["client"], known["redirect_uri"]) == (client, call.field("redirect_uri"))
    return known if same else None


def is_dead(client: str, secret: str) -> bool:
    """An app without a secret, or with one that is known to be wrong."""
    return not client or not secret or secret.startswith(DEAD)


def _no(status: int, error: str, words: str) -> Answer:
    return Answer.json(status, {"error": error, "error_description": words})


def _named(call: Call) -> tuple[str, str]:
    """The app that names itself in the Basic header."""
    scheme, _, told = call.headers.get("Authorization", "").partition(" ")
    try:
        client, _, secret = base64.b64decode(told, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (client, secret) if scheme.lower() == "basic" else ("", "")


def x_token(grants: Grants, call: Call) -> Answer:
    """POST /2/oauth2/token: a refresh token serves once, and comes back to nobody whose answer was lost."""
    client, secret = _named(call)
    if is_dead(client, secret):
        return _no(401, "unauthorized_client", "Missing valid authorization header")
    if call.field("grant_type") == "refresh_token":
        known, what = grants.use_up("refresh", call.field("refresh_token")), "token"
        known = known if known and known["client"] == client else None
    else:
        known, what = allowed(grants, call, client, secret), "authorization code"
    if known is None:
        return _no(400, "invalid_request", f"Value passed for the {what} was invalid.")
    kept = {"account": known["account"], "client": client, "scopes": known["scopes"]}
    family = known["family"]
    body: Json = {
        "token_type": "bearer",
        "expires_in": int(X_LIFE if grants.life is None else grants.life),
        "access_token": grants.issue("access", lives=X_LIFE, family=family, **kept),
        "scope": " ".join(known["scopes"]),
    }
    if "offline.access" in known["scopes"]:
        body["refresh_token"] = grants.issue("refresh", family=family, **kept)
    return Answer.json(200, body)


def google_token(grants: Grants, call: Call) -> Answer:
    """POST /token: a refresh token serves again and again, and comes with a consent only."""
    client, secret = call.field("client_id"), call.field("client_secret")
    if is_dead(client, secret):
        return _no(401, "invalid_client", "Unauthorized")
    renews = call.field("grant_type") == "refresh_token"
    known = (
        grants.find("refresh", call.field("refresh_token"))
        if renews
        else allowed(grants, call, client, secret)
    )
    if known is None or known["client"] != client:
        return _no(400, "invalid_grant", "Token has been expired or revoked.")
    kept = {"account": known["account"], "client": client, "scopes": known["scopes"]}
    body: Json = {
        "access_token": grants.issue("access", lives=GOOGLE_LIFE, family=known["family"], **kept),
        "expires_in": int(GOOGLE_LIFE if grants.life is None else grants.life),
        "scope": " ".join(known["scopes"]),
        "token_type": "Bearer",
    }
    if not renews and known["offline"] and not grants.withholds:
        body["refresh_token"] = grants.issue("refresh", family=known["family"], **kept)
    return Answer.json(200, body)


def mastodon_app(grants: Grants, call: Call) -> Answer:
    """POST /api/v1/apps: anybody may register an app."""
    name, place = call.field("client_name"), call.field("redirect_uris")
    if not name or not place:
        return Answer.json(422, {"error": "Validation failed"})
    client = grants.issue("app", redirect_uri=place, scopes=call.field("scopes").split())
    told = {"id": "1", "name": name, "website": None, "scopes": call.field("scopes").split()}
    keys = {"client_id": client, "client_secret": f"secret-{client}", "redirect_uri": place}
    return Answer.json(200, {**told, **keys, "redirect_uris": [place], "vapid_key": ""})


def mastodon_token(grants: Grants, call: Call) -> Answer:
    """POST /oauth/token: the token does not run out."""
    client, secret = call.field("client_id"), call.field("client_secret")
    if grants.find("app", client) is None or secret != f"secret-{client}":
        return _no(401, "invalid_client", "Client authentication failed due to unknown client.")
    known = allowed(grants, call, client, secret)
    if known is None:
        return _no(400, "invalid_grant", "The provided authorization grant is invalid.")
    token = grants.issue("access", family=known["family"], account=known["account"], client=client)
    body = {"access_token": token, "token_type": "Bearer", "scope": " ".join(known["scopes"])}
    return Answer.json(200, {**body, "created_at": int(grants.world.clock())})


def _meta_no(code: int, subcode: int, words: str) -> Answer:
    error: Json = {"message": words, "type": "OAuthException", "code": code}
    if subcode:
        error["error_subcode"] = subcode
    return Answer.json(400, {"error": {**error, "fbtrace_id": "Apractice"}})


def meta_token(grants: Grants, call: Call, version: str) -> Answer:
    """POST oauth/access_token: a user's token for a code, and a long one for a short one."""
    client, secret = call.field("client_id"), call.field("client_secret")
    if is_dead(client, secret):
        return _meta_no(101, 0, "Error validating client secret.")
    if call.field("grant_type") == "fb_exchange_token":
        known = grants.find("login", call.field("fb_exchange_token"))
    else:
        known = allowed(grants, call, client, secret)
    if known is None:
        return _meta_no(100, 36009, "This authorization code has been used.")
    kept = {name: known[name] for name in ("account", "accounts", "scopes")}
    token = grants.issue("login", lives=META_LIFE, family=known["family"], client=client, **kept)
    return Answer.json(200, {"access_token": token, "token_type": "bearer", "expires_in": META_LIFE})


def meta_debug(grants: Grants, call: Call, version: str) -> Answer:
    """POST debug_token with method=get: what a token is good for."""
    known = grants.find("login", call.field("input_token"))
    if known is None or "|" not in call.bearer:
        return _meta_no(190, 0, "Invalid OAuth access token - Cannot parse access token")
    shown = {"is_valid": True, "scopes": known["scopes"], "expires_at": int(known["ends"])}
    until = int(grants.world.clock() + DATA_ACCESS)
    return Answer.json(200, {"data": {**shown, "data_access_expires_at": until, "type": "USER"}})


def meta_pages(grants: Grants, call: Call, version: str) -> Answer:
    """GET me/accounts: the Pages that were chosen, each with a token of its own that does not run out."""
    known = grants.find("login", call.bearer)
    if known is None:
        return _meta_no(190, 0, "Invalid OAuth access token - Cannot parse access token")
    return Answer.json(200, {"data": [_meta_page(grants, known, name) for name in known["accounts"]]})


def _meta_page(grants: Grants, known: Json, name: str) -> Json:
    token = grants.issue("access", family=known["family"], account=name, client=known["client"])
    shown: Json = {"id": account_number("facebook", name), "name": name, "username": name}
    shown["access_token"] = token
    if grants.platform == "instagram":
        number = account_number("instagram", name)
        shown["instagram_business_account"] = {"id": number, "username": name, "name": name}
    return shown
