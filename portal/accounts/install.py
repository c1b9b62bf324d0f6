"""Data of accounts that every installation has: the privacy terms that people agree to."""

from datetime import date
from pathlib import Path

from portal.language import LANGUAGES

from .models.privacy_terms import PrivacyTerms

FOLDER = Path(__file__).parent / "terms"
VERSIONS = {
    "2026-11": date(2026, 11, 1),
    "2026-11-25": date(2026, 11, 25),
    "2026-11-29": date(2026, 11, 29),
    "2026-12-01": date(2026, 12, 1),
    "2026-12-02": date(2026, 12, 2),
}


def install() -> None:
    """Publishes the versions that came with this release; one that is there already is never rewritten."""
    for version, published_on in VERSIONS.items():
        if PrivacyTerms.objects.filter(name="privacy", version=version).exists():
            continue
        texts = {
            f"text_{language}": (FOLDER / f"privacy-{version}.{language}.md").read_text(encoding="utf-8")
            for language in LANGUAGES
        }
        PrivacyTerms.objects.get_or_create(
            name="privacy", version=version, defaults={"published_on": published_on, **texts}
        )
