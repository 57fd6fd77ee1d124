"""How often one reader may send the form: enough for a family, too little for a machine. Keeps no address."""

from __future__ import annotations

import hmac

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MOST = 10  # forms from one address of the net
WITHIN = 3600  # seconds


def may_go_on(request: HttpRequest) -> bool:
    """Counts this one in; false where there were too many within the hour."""
    came_from = str(get_adapter().get_client_ip(request))
    key = hmac.digest(settings.SECRET_KEY.encode(), f"letters {came_from}".encode(), "sha256").hex()
    cache.add(f"letters:{key}", 0, WITHIN)
    try:
        return int(cache.incr(f"letters:{key}")) <= MOST
    except ValueError:  # it ran out between the two
        return True
