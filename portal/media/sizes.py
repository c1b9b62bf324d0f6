"""In which sizes pictures are shown, by the place where they stand. Whatever a template shows is made at upload.

A new place is one line here; the clock then makes its sizes for the pictures that are already there.
"""

from dataclasses import dataclass
from functools import cache

from wagtail.images.models import Filter

FORMAT = "webp"


@dataclass(frozen=True)
class Place:
    """Where a picture stands: its shape in several widths (pixels), and how wide it is drawn (HTML's `sizes`)."""

    shapes: tuple[str, ...]
    sizes: str

    @property
    def specs(self) -> tuple[str, ...]:
        """The same in Wagtail's words, the narrowest first."""
        return tuple(f"{shape}|format-{FORMAT}" for shape in self.shapes)


PLACES = {
    "text": Place(("width-480", "width-960", "width-1440"), "(min-width: 56em) 44rem, 100vw"),
    "lead": Place(("fill-480x270", "fill-960x540", "fill-1440x810"), "(min-width: 56em) 42rem, 100vw"),
    "story": Place(("fill-640x272", "fill-1280x544", "fill-1920x816"), "(min-width: 80em) 76rem, 100vw"),
    "gallery": Place(("fill-320x240", "fill-640x480", "fill-960x720"), "(min-width: 56em) 22rem, 50vw"),
    "person": Place(("fill-112x112", "fill-168x168"), "3.5rem"),
}
SPECS = tuple(spec for place in PLACES.values() for spec in place.specs)


@cache
def filter_of(spec: str) -> Filter:
    """Wagtail's filter for a spec; reading one takes longer than asking for it."""
    return Filter(spec=spec)
