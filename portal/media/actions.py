"""Making the sizes of pictures, so that no visitor's request ever has to, and clearing up after killed processes."""

import logging
from collections.abc import Iterable

from django.core.files.storage import storages
from django.db.models import Count, Q

from portal.web.disk_space import NoRoom

from .models.image import PortalImage
from .sizes import filter_of, specs_of
from .storage import WholeFileStorage, keeping

logger = logging.getLogger("portal.media")


def make_sizes(pk: int) -> int:
    """Makes the sizes that a picture lacks and removes those that it has no longer; returns how many it made.

    Safe to call twice and by several workers: what exists stays. Takes a second or two for a large photo.
    """
    image = PortalImage.objects.filter(pk=pk).first()
    if image is None:
        return 0
    keys = {spec: filter_of(spec).get_cache_key(image) for spec in specs_of(image.is_whole)}
    rows = list(image.renditions.filter(filter_spec__in={*keys, *specs_of(not image.is_whole)}))
    for row in rows:
        if row.focal_point_key != keys.get(row.filter_spec):
            row.delete()
    there = {row.filter_spec for row in rows if row.focal_point_key == keys.get(row.filter_spec)}
    missing = [filter_of(spec) for spec in keys if spec not in there]
    try:
        with keeping():
            made = image.create_renditions(*missing) if missing else {}
    except NoRoom:
        # The clock tries again.
        logger.warning("picture %s: there is no room for its sizes", pk)
        return 0
    except (OSError, ValueError) as problem:
        # Of a file that is lost or damaged nothing can be made, today or tomorrow.
        logger.warning("picture %s: its sizes cannot be made: %s", pk, problem)
        return 0
    if not PortalImage.objects.filter(pk=pk, file=image.file.name).exists():
        # It was replaced meanwhile: these show the old one.
        image.renditions.filter(filter_spec__in=[found.spec for found in made]).delete()
        return make_sizes(pk)
    return len(made)


def without_sizes() -> list[int]:
    """The keys of pictures that lack a size: new ones whose task was lost, and all when a new place was added."""
    return sorted(key for is_whole in (False, True) for key in _without(is_whole))


def _without(is_whole: bool) -> Iterable[int]:
    specs = specs_of(is_whole)
    made = Count("renditions__filter_spec", filter=Q(renditions__filter_spec__in=specs), distinct=True)
    rows = PortalImage.objects.filter(is_whole=is_whole).annotate(made=made)
    return rows.filter(made__lt=len(specs)).values_list("pk", flat=True)


def sweep_parts() -> int:
    """Removes, in every storage, what nobody will finish writing any more; returns how many files."""
    places = [storages[alias] for alias in storages.backends]
    return sum(place.sweep_parts() for place in places if isinstance(place, WholeFileStorage))
