"""Actions on materials."""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from portal.caching.cache import invalidate
from portal.content.searchable import search_changed

from .enums import RESOURCES_SCOPE
from .models.file_text import FileText
from .models.material import Material
from .models.material_file import MaterialFile
from .models.module import Module
from .models.titled import Titled
from .models.topic import Topic
from .models.unit import Unit
from .reading import Reading, read_text

logger = logging.getLogger("resources")


def count_download(file: MaterialFile) -> None:
    """Counts one download of a file, without reading the number first; no version changes, lists stay kept."""
    with transaction.atomic():
        # The material first, as the admin's form saves them: else the two could wait for each other.
        Material.objects.filter(pk=file.material_id).update(downloads=F("downloads") + 1)
        MaterialFile.objects.filter(pk=file.pk).update(downloads=F("downloads") + 1)


def classify(material: Material, codes: Iterable[str]) -> None:
    """Says what a material is for by codes of the curriculum: "1", "2.1", "1.2.13". Raises ValueError for unknown
    ones.
    """
    wanted = set(codes)
    found: dict[str, list] = {}
    for name, model in (("modules", Module), ("topics", Topic), ("units", Unit)):
        found[name] = list(model.objects.filter(code__in=wanted))
        wanted -= {part.code for part in found[name]}
    if wanted:
        raise ValueError(f"The curriculum has no {', '.join(sorted(wanted))}")
    with transaction.atomic():
        for name, parts in found.items():
            getattr(material, name).set(parts)
    material.codes = Material.objects.values_list("codes", flat=True).get(pk=material.pk)


def refresh_codes(material: Material) -> None:
    """Works out, from its modules, topics and units, the codes of a material and the modules that it lies within."""
    units = list(material.units.all().select_related("topic"))
    topics, modules = list(material.topics.all()), list(material.modules.all())
    within = {module.pk for module in modules}
    within |= {topic.module_id for topic in topics} | {unit.topic.module_id for unit in units}
    # What is finest comes first: it says best what the material is for. Each kind in the curriculum's order.
    parts = [*sorted([*topics, *units], key=_place), *sorted(modules, key=_place)]
    material.codes = f" {' '.join(part.code.lower() for part in parts)} "
    Material.objects.filter(pk=material.pk).update(codes=material.codes)
    material.within.set(within)
    invalidate(
        RESOURCES_SCOPE
    )  # Lists and the curriculum count by what has just been written, and no row was saved.


def _place(part: Titled) -> list[int]:
    """Returns the place of a part in the curriculum: a topic just before its units."""
    return [part.topic.place, part.place] if isinstance(part, Unit) else [part.place]


def read_file(pk: int) -> int:
    """Reads the text of a file and lets search find it; returns of how many parts.

    Safe to call twice and by several workers: a content that was read, or that could not be, is not tried again. Takes
    up to a minute, so only tasks, the clock and commands call it.
    """
    file = MaterialFile.objects.waiting().filter(pk=pk).first()
    if file is None:
        return 0
    try:
        with file.file.open("rb") as content:
            reading = read_text(content, file.format)
    except FileNotFoundError:
        # The storage may be away for a moment: nothing is kept, and the clock tries again.
        logger.warning("file %s is not in the storage", pk)
        return 0
    if reading.problem:
        logger.warning("file %s: its text cannot be read: %s", pk, reading.problem)
    return len(reading.parts) if _keep(file, reading) else 0


def _keep(file: MaterialFile, reading: Reading) -> bool:
    """Keeps what was read, unless the file was replaced or deleted meanwhile."""
    with transaction.atomic():
        # The material first, as the admin's form saves them: else the two could wait for each other.
        material = Material.objects.select_for_update().filter(pk=file.material_id).first()
        rows = MaterialFile.objects.waiting().filter(pk=file.pk, sha256=file.sha256)
        if material is None or not rows.select_for_update().exists():
            return False
        FileText.objects.filter(file=file.pk).delete()
        FileText.objects.bulk_create(
            (
                FileText(file=file, unit=part.unit, number=part.number, text=part.text)
                for part in reading.parts
            ),
            batch_size=100,
        )
        rows.update(read_sha256=file.sha256, text_problem=reading.problem)
        search_changed.send(sender=Material, rows=Material.objects.filter(pk=material.pk))
    return True
