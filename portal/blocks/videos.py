"""Videos that stand on another site, and come from there only when a reader says so."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.web.frames import allow_frame

from .groups import PICTURES

YOUTUBE_HOSTS = frozenset({"youtube.com", "m.youtube.com", "youtube-nocookie.com"})
YOUTUBE_PATHS = re.compile(r"/(?:embed|shorts|live|v)/([\w-]{11})/?$")
YOUTUBE_KEY = re.compile(r"[\w-]{11}$")
VIMEO_HOSTS = frozenset({"vimeo.com", "player.vimeo.com"})
VIMEO_PATHS = re.compile(r"/(?:video/|channels/[\w-]+/)?(\d{5,12})(?:/([0-9a-f]{6,20}))?/?$")


@dataclass(frozen=True)
class Video:
    """A video on a host that we know: where people watch it there, and what a frame of ours would show."""

    host: str  # As readers know it: "youtube.com".
    page: str
    frame: str

    @property
    def frame_source(self) -> str:
        """The origin of the frame, as a Content-Security-Policy names it."""
        parts = urlsplit(self.frame)
        return f"{parts.scheme}://{parts.netloc}"


def video_at(address: str) -> Video | None:
    """The video at an address of YouTube or Vimeo as people copy it; None for any other address."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # Not even an address: "https://[".
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if host == "youtu.be" or host in YOUTUBE_HOSTS:
        return _youtube(host, parts.path, parts.query)
    if host in VIMEO_HOSTS:
        return _vimeo(parts.path, parts.query)
    return None


def _youtube(host: str, path: str, query: str) -> Video | None:
    if host == "youtu.be":
        key = path.strip("/")
    elif found := YOUTUBE_PATHS.match(path):
        key = found[1]
    else:
        key = parse_qs(query).get("v", [""])[0] if path.rstrip("/") == "/watch" else ""
    if not YOUTUBE_KEY.match(key):
        return None
    return Video(
        host="youtube.com",
        page=f"https://www.youtube.com/watch?v={key}",
        # The address of YouTube that sets no cookie before the video plays.
        frame=f"https://www.youtube-nocookie.com/embed/{key}?autoplay=1",
    )


def _vimeo(path: str, query: str) -> Video | None:
    found = VIMEO_PATHS.match(path)
    if found is None:
        return None
    key, token = found[1], found[2] or ""
    given = parse_qs(query).get("h", [""])[0]  # How the player's own address names an unlisted video's key.
    token = token or (given if re.fullmatch(r"[0-9a-f]{6,20}", given) else "")
    return Video(
        host="vimeo.com",
        page=f"https://vimeo.com/{key}{f'/{token}' if token else ''}",
        frame=f"https://player.vimeo.com/video/{key}?{f'h={token}&' if token else ''}dnt=1&autoplay=1",
    )


def check_video(address: str) -> None:
    """Raises ValidationError for an address at which we know no video."""
    if video_at(address) is None:
        raise ValidationError(
            _(
                "There is no YouTube or Vimeo video at this address. Open the video there and copy the "
                "address of its page."
            )
        )


class VideoBlock(blocks.StructBlock):
    """A video of another site: a link, and where JavaScript runs a player that opens after the reader's consent."""

    url = blocks.URLBlock(
        label=_("Video address"),
        validators=[check_video],
        help_text=_("The address of the video’s page on YouTube or Vimeo, as the browser shows it."),
    )
    title = blocks.CharBlock(
        label=_("Title"), max_length=150, help_text=_("What it shows, in the language of this page.")
    )
    text = blocks.TextBlock(
        label=_("About the video"),
        required=False,
        help_text=_("Its length and language, and a summary for those who cannot watch it."),
    )

    class Meta:
        icon = "media"
        group = PICTURES
        label = _("Video")
        template = "blocks/video.html"
        description = _(
            "A YouTube or Vimeo video. Nothing is loaded from there until the reader presses “Play”."
        )
        preview_value = {
            "url": "https://vimeo.com/100000000",
            "title": "Семинар қалай өтеді",
            "text": "4 минут, қазақша.",
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        video = video_at(value["url"] or "")
        request = context.get("request")
        if video and request:
            allow_frame(request, video.frame_source)
        return {**context, "video": video}
