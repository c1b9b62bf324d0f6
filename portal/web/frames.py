"""Frames that show another site's page within ours: only where what is drawn asks for them."""

from django.http import HttpRequest

_SOURCES = "frame_sources"  # Of a request.


def allow_frame(request: HttpRequest, source: str) -> None:
    """Lets the answer to this request show frames of a source, an origin such as "https://player.vimeo.com".

    Whoever draws the frame calls it while drawing; the policy of every other page lets no foreign frame in.
    """
    setattr(request, _SOURCES, {*frame_sources(request), source})


def frame_sources(request: HttpRequest) -> frozenset[str]:
    """The origins that what was drawn for this request has asked for."""
    return frozenset(getattr(request, _SOURCES, ()))
