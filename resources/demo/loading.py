"""Puts the demo library into the database. What editors changed since stays; files follow their texts."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from federation.people.models import Person
from portal.demo.registry import Demo
from portal.printing import typesetting
from resources.actions import classify
from resources.enums import MaterialState
from resources.models.material import Material
from resources.models.material_creator import MaterialCreator
from resources.models.material_description import MaterialDescription
from resources.models.material_file import MaterialFile

from .build import Edition, MaterialSource, build, load_materials
from .build import MaterialFile as FileSource

# One material belongs to the demo association, so that its representatives have one of their own.
OF_THE_ASSOCIATION = "membership-campaign-exercise"


def load_library(demo: Demo) -> None:
    """Loads every material source; names them in `demo.made["materials"]`."""
    known = {material.slug: material for material in Material.objects.all().prefetch_related("files")}
    demo.made["materials"] = [_load(source, known.get(source.slug), demo) for source in load_materials()]


def _load(source: MaterialSource, material: Material | None, demo: Demo) -> Material:
    if material is None:
        material = _create(source, demo)
    built = {(file.language, file.format): file for file in material.files.all()}
    place = 0
    for edition in source.editions:
        for file in edition.files:
            _load_file(material, source, edition, file, built.get((edition.language, file.format)), place)
            place += 1
    return material


def _create(source: MaterialSource, demo: Demo) -> Material:
    owner = demo.made.get("association") if source.slug == OF_THE_ASSOCIATION else None
    material = Material(
        slug=source.slug,
        kind=source.kind,
        audience=source.audience,
        licence=source.licence,
        version=source.version,
        published_on=source.published,
        state=MaterialState.PUBLIC,
        owner=owner,
        is_demo=True,
    )
    for language, text in source.source.items():
        setattr(material, f"source_{language}", text)
    for language, text in source.rights_note.items():
        setattr(material, f"rights_note_{language}", text)
    material.fill_words([])
    material.creators.add(*_creators(source, demo))  # Saved with it.
    material.save()
    classify(material, source.units)
    for edition in source.editions:
        _create_description(material, edition, source.published)
    material.refresh_from_db()
    return material


def _creators(source: MaterialSource, demo: Demo) -> Iterator[MaterialCreator]:
    for place, creator in enumerate(source.creators):
        made = None if isinstance(creator, dict) else demo.made.get(creator)
        if isinstance(creator, dict):
            ((language, name),) = creator.items()
            yield MaterialCreator(name=name, language=language, sort_order=place)
        elif isinstance(made, Person):
            yield MaterialCreator(person=made, sort_order=place)
        elif made:
            yield MaterialCreator(organisation=made, sort_order=place)


def _create_description(material: Material, edition: Edition, published: date) -> None:
    moment = timezone.make_aware(datetime.combine(published, time(9)))
    MaterialDescription.objects.create(
        record=material,
        language=edition.language,
        title=edition.title,
        summary=edition.summary,
        what_you_learn="\n".join(edition.what_you_learn),
        live=True,
        first_published_at=moment,
        last_published_at=moment,
    )


def _load_file(
    material: Material,
    source: MaterialSource,
    edition: Edition,
    file: FileSource,
    row: MaterialFile | None,
    place: int,
) -> None:
    stamp = _stamp(file.markdown, file.format, edition.title, edition.language, source.licence)
    if row is not None and row.source_hash == stamp:
        return
    content = build(
        file.markdown,
        format=file.format,
        title=edition.title,
        language=edition.language,
        licence=source.licence,
    )
    row = row or MaterialFile(material=material, language=edition.language, sort_order=place)
    row.source_hash = stamp
    row.file = ContentFile(content, name=f"{source.slug}-{edition.language}.{file.format}")
    row.save()


def _stamp(*parts: str) -> str:
    """Names a file's content by what it is built from: its words and the builder itself."""
    return hashlib.sha256("\0".join([*parts, _builder_stamp()]).encode()).hexdigest()


@cache
def _builder_stamp() -> str:
    folder = Path(__file__).parent
    names = ("as_docx.py", "as_pptx.py", "build.py", "imprint.py", "texts.py")
    printers = ("blocks.py", "documents.py", "typesetting.py", "paper.typ", "document.typ")
    files = [folder / name for name in names] + [typesetting.HERE / name for name in printers]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
