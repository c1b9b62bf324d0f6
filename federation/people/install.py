"""Data of people that every installation has: the wordings of consents."""

from portal.accounts.models import PrivacyTerms
from portal.language import LANGUAGES

from .texts.consents import PARTS, PUBLISHED_ON, VERSION, wording


def install() -> None:
    """Publishes the wordings that came with this release; one that is there already is never rewritten."""
    for purpose in PARTS:
        texts = {f"text_{language}": wording(purpose, language) for language in LANGUAGES}
        PrivacyTerms.objects.get_or_create(
            name=purpose.value, version=VERSION, defaults={"published_on": PUBLISHED_ON, **texts}
        )
