"""Limits on how often one visitor may do a thing, counted in the cache that all processes share."""

from allauth.core.internal import ratelimit  # The public module cannot be told the rate.
from django.http import HttpRequest


def is_within_limit(request: HttpRequest, action: str, rate: str) -> bool:
    """Counts one use of `action` and says whether it is still within `rate`, such as `"20/m/ip"`."""
    return ratelimit.consume(request, app="portal", action=action, config={action: rate}) is not None
