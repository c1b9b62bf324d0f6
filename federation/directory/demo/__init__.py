"""Demonstration: the real directory, a fictional association and six fictional hosts, and load for measuring."""

from django.utils import timezone

from federation.directory.actions import load_directory
from federation.directory.enums import Confidence, OrganisationStatus
from federation.directory.install import install
from federation.directory.models.organisation import Organisation
from federation.directory.models.organisation_description import OrganisationDescription
from federation.directory.models.organisation_name import OrganisationName
from federation.directory.models.region import Region
from portal.demo.registry import Demo
from portal.language import LANGUAGES

from .scale import scale
from .texts import ASSOCIATION, FORMER_NAMES, HOSTS, REAL_TEXTS

__all__ = ["load", "scale"]


def load(demo: Demo) -> None:
    """Loads the directory and makes `demo.made["association"]` and the list `demo.made["hosts"]`; the federation's own
    entry is `demo.made["federation"]`.
    """
    install()  # Where somebody emptied the directory, the federation itself is missing.
    load_directory()
    for slug, texts in REAL_TEXTS.items():
        organisation = Organisation.objects.filter(source_key=slug).first()
        if organisation is not None:
            _describe(organisation, texts)
    demo.made["federation"] = Organisation.objects.federation().get()
    demo.made["association"] = _fictional(ASSOCIATION)
    demo.made["hosts"] = [_fictional(host) for host in HOSTS]


def _fictional(given: dict) -> Organisation:
    organisation = Organisation.objects.filter(slug=given["slug"]).first()
    if organisation is None:
        region = Region.objects.get(code=given["region"])
        organisation = Organisation(
            slug=given["slug"],
            type=given["type"],
            region=region,
            lat=region.lat,
            lon=region.lon,
            status=OrganisationStatus.ACTIVE,
            confidence=Confidence.LOW,
            is_demo=True,
            **{f"name_{code}": name for code, name in zip(LANGUAGES, given["names"], strict=True)},
            **{f"city_{code}": getattr(region, f"capital_{code}") for code in LANGUAGES},
        )
        organisation.save()
    for language, name, last_year in FORMER_NAMES.get(organisation.slug, ()):
        OrganisationName.objects.get_or_create(
            organisation=organisation, language=language, text=name, defaults={"used_until": last_year}
        )
    _describe(organisation, given["texts"])
    return organisation


def _describe(organisation: Organisation, texts: dict[str, str]) -> None:
    """Adds the texts that are missing; what somebody edited stays."""
    now = timezone.now()
    for language, text in texts.items():
        OrganisationDescription.objects.get_or_create(
            record=organisation,
            language=language,
            defaults={
                "intro": text,
                "first_published_at": now,
                "last_published_at": now,
            },
        )
