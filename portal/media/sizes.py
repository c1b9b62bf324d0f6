"""In which sizes pictures are shown, by the place where they stand. Whatever a template shows is made at upload.

A new place is one line here; the clock then makes its sizes for the pictures that are already there. Some places cut a
photo to their shape; a picture that is always shown whole (a map, a drawing) is made smaller for them instead.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from wagtail.images.models import Filter

FORMAT = "webp"
CUT = re.compile(r"^fill-(\d+)x\d+")


@dataclass(frozen=True)
class Place:
    """Place of a picture: its shape in several widths (pixels), and how wide it is drawn (HTML's `sizes`)."""

    shapes: tuple[str, ...]
    sizes: str

    @property
    def specs(self) -> tuple[str, ...]:
        """The same in Wagtail's words, the narrowest first."""
        return tuple(f"{shape}|format-{FORMAT}" for shape in self.shapes)

    @property
    def whole_specs(self) -> tuple[str, ...]:
        """As wide at most, with nothing cut off."""
        return tuple(CUT.sub(r"max-\1x\1", spec) for spec in self.specs)


PLACES = {
    "text": Place(("width-480", "width-960", "width-1440"), "(min-width: 56em) 44rem, 100vw"),
    "lead": Place(("fill-480x270", "fill-960x540", "fill-1440x810"), "(min-width: 56em) 42rem, 100vw"),
    "story": Place(("fill-640x272", "fill-1280x544", "fill-1920x816"), "(min-width: 80em) 76rem, 100vw"),
    "gallery": Place(("fill-320x240", "fill-640x480", "fill-960x720"), "(min-width: 56em) 22rem, 50vw"),
    "person": Place(("fill-112x112", "fill-168x168"), "3.5rem"),
}
SPECS = tuple(spec for place in PLACES.values() for spec in place.specs)


def specs_of(is_whole: bool, places: Iterable[Place] = PLACES.values()) -> tuple[str, ...]:
    """Returns the renditions that are made of a picture for some places, or for all."""
    specs = (place.whole_specs if is_whole else place.specs for place in places)
    return tuple(dict.fromkeys(spec for group in specs for spec in group))


@cache
def filter_of(spec: str) -> Filter:
    """Wagtail's filter for a spec; reading one takes longer than asking for it."""
    return Filter(spec=spec)
