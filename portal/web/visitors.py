"""Telling a visitor who comes again from a new one, without a cookie and without keeping who it was."""

import logging

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)


def is_first_time(request: HttpRequest, about: str, seconds: int) -> bool:
    """True when nobody from the visitor's network address has come for `about` in the last `seconds`.

    Only a keyed hash of both is kept, in the shared cache and no longer than that. Without the cache everybody is new.
    """
    seen = salted_hmac(__name__, f"{about} {get_adapter().get_client_ip(request)}", algorithm="sha256")
    try:
        return caches["default"].add(f"visitor:{seen.hexdigest()}", True, seconds)
    except Exception:  # Of whichever client the cache has: a download must not fail for a count.
        logger.exception("Visitors cannot be told apart")
        return True
