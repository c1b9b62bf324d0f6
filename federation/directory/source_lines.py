"""A source as one line of a table, as the admin's export writes it and the import reads it."""

from django.core.exceptions import ValidationError

from .enums import SourceKind
from .models.organisation import OrganisationSource

BETWEEN = " | "
PARTS = ("kind", "url", "read_on", "publisher_kk", "publisher_ru", "publisher_en", "title_language", "title")


def line_of(source: OrganisationSource) -> str:
    """Kind, address, day, publisher in three languages, language of the title, title; what ends empty is cut."""
    parts = [getattr(source, name) for name in PARTS]
    texts = [part.isoformat() if hasattr(part, "isoformat") else str(part or "") for part in parts]
    return BETWEEN.join(texts).rstrip(" |")


def source_from(line: str) -> OrganisationSource:
    """The unsaved source of a line; an address or a title alone will do. Raises ValidationError."""
    first = line.partition("|")[0].strip()
    if first not in SourceKind.values:
        is_address = first.startswith(("http://", "https://"))
        line = f"{SourceKind.OTHER} | {line}" if is_address else f"{SourceKind.OTHER} ||||||| {line}"
    texts = [text.strip() for text in line.split("|", len(PARTS) - 1)]
    given = dict(zip(PARTS, texts, strict=False))
    source = OrganisationSource(**{**given, "read_on": given.get("read_on") or None})
    try:
        source.full_clean(exclude=["organisation"])
    except ValidationError as error:
        raise ValidationError(f"{line}: {' '.join(error.messages)}") from None
    return source
