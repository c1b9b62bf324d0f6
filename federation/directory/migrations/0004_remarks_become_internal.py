"""Moves what editors and researchers typed: addresses of sources become sources, every remark an internal note."""

import re

from django.db import migrations

YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")
UNSURE = re.compile(r"about|circa|ca\.|tradition|around|шамамен|около|\?|~", re.IGNORECASE)
REMARK_AT_THE_END = re.compile(r"\s*\([^()]*\)\s*$")
KAZAKH_LETTERS = re.compile(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
MOST_OF_AN_ADDRESS = 500


def note_of(organisation) -> str:
    """The note with every old text that said more than a fact."""
    year = str(organisation.founded_year or "")
    lines = [organisation.internal_note]
    lines += [f"Founded: {organisation.founded}"] if organisation.founded not in ("", year) else []
    lines += [f"Status: {organisation.status_source}"] if organisation.status_source not in ("", "active") else []
    lines += [f"Website: {organisation.website_evidence}"] if organisation.website_evidence else []
    lines += [f"Address: {organisation.old_address}"] if REMARK_AT_THE_END.search(organisation.old_address) else []
    for source in filter(str.strip, organisation.old_sources or []):
        address, words = parted(source)
        lines += [f"Source: {source}"] if words or not address else []
    return "\n".join(line for line in lines if line)


def parted(source: str) -> tuple[str, str]:
    """The address that an old source began with, unless it is that of a copy, and the words after it."""
    address, _space, words = source.partition(" ")
    address = address.rstrip(".,;")
    is_address = address.startswith(("http://", "https://")) and len(address) <= MOST_OF_AN_ADDRESS
    is_address = is_address and "mirror" not in words
    return (address, words.strip()) if is_address else ("", source)


def host_of(address: str) -> str:
    return address.partition("://")[2].partition("/")[0].removeprefix("www.")


def certainty_of(founded: str) -> str:
    return "about" if UNSURE.search(founded) else "exact"


def confirmed_year_of(status: str, words: str) -> int | None:
    """The last year that the words of the source name; for a historic body that is its end, no proof of work."""
    years = [int(year) for year in YEAR.findall(words)]
    return max(years) if years and status in ("active", "probably_active") else None


def language_of(address: str) -> str:
    """The language of an address, by its letters."""
    if KAZAKH_LETTERS.search(address):
        return "kk"
    return "ru" if re.search(r"[а-яёА-ЯЁ]", address) else "en"


def move(apps, schema_editor) -> None:
    Organisation = apps.get_model("directory", "Organisation")
    Source = apps.get_model("directory", "OrganisationSource")
    for organisation in Organisation.objects.all():
        own_host = host_of(organisation.website)
        for source in organisation.old_sources or []:
            address, _words = parted(source)
            if address:
                kind = "own_site" if own_host and host_of(address) == own_host else "other"
                Source.objects.create(
                    organisation=organisation, kind=kind, url=address, read_on=organisation.checked_on
                )
        organisation.internal_note = note_of(organisation)
        organisation.founded_certainty = certainty_of(organisation.founded)
        organisation.confirmed_year = confirmed_year_of(organisation.status, organisation.status_source)
        address = REMARK_AT_THE_END.sub("", organisation.old_address)
        if address:
            setattr(organisation, f"address_{language_of(address)}", address)
        organisation.save()


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0003_facts_of_organisations'),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
