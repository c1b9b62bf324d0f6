"""A picture as a page shows it: the sizes that are there, from what was read; nothing is made and nothing asked
again.
"""

from dataclasses import dataclass

from portal.localisation.text import active_language

from .models.image import PortalImage, Rendition
from .sizes import PLACES, filter_of, specs_of


@dataclass(frozen=True)
class Shown:
    """Attributes of an `<img>`."""

    src: str
    srcset: str
    sizes: str
    width: int
    height: int
    alt: str
    alt_language: str  # Empty when it is the reader's own.
    is_whole: bool  # Nothing of it is cut off.


def shown(image: PortalImage, place: str) -> Shown:
    """The picture for a place of `sizes.PLACES`.

    Reads `image.renditions`: without a prefetch that is one query per picture. Until the worker has made the sizes, a
    moment after the upload, the original is shown.
    """
    rows = _sizes_there(image, place)
    largest = rows[-1] if rows else image
    alt, language = image.alt_for(active_language())
    return Shown(
        src=(rows[0] if rows else image.file).url,
        srcset=", ".join(f"{row.url} {row.width}w" for row in rows) if len(rows) > 1 else "",
        sizes=PLACES[place].sizes if len(rows) > 1 else "",
        width=largest.width,
        height=largest.height,
        alt=alt,
        alt_language="" if language == active_language() else language,
        is_whole=image.is_whole,
    )


def _sizes_there(image: PortalImage, place: str) -> list[Rendition]:
    """Its sizes, the narrowest first; a small picture has some of them alike, of which one is enough."""
    keys = {spec: filter_of(spec).get_cache_key(image) for spec in specs_of(image.is_whole, [PLACES[place]])}
    rows = [row for row in image.renditions.all() if keys.get(row.filter_spec) == row.focal_point_key]
    return list({row.width: row for row in sorted(rows, key=lambda row: row.width)}.values())
