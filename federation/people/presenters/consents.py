"""Consents of one person, as their own page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.accounts.models import PrivacyTerms

from ..enums import CONSEQUENCES, Purpose
from ..models.consent import Consent
from ..models.person import Person
from ..rules import current_wording


@dataclass(frozen=True)
class ShownPurpose:
    """One purpose: what stands, what stood, and what is asked today."""

    purpose: Purpose
    title: str
    consequence: str
    standing: Consent | None
    past: tuple[Consent, ...]
    wording: PrivacyTerms | None

    @property
    def is_needed(self) -> bool:
        """True for the consent without which there is no account."""
        return self.purpose is Purpose.PRIVACY


def purposes_of(person: Person) -> list[ShownPurpose]:
    """Every purpose with the person's consents to it."""
    consents = list(person.consents.select_related("wording"))
    return [_shown(purpose, consents, current_wording(purpose)) for purpose in Purpose]


def _shown(purpose: Purpose, consents: Iterable[Consent], wording: PrivacyTerms | None) -> ShownPurpose:
    own = [consent for consent in consents if consent.purpose == purpose]
    standing = next((consent for consent in own if consent.withdrawn_at is None), None)
    return ShownPurpose(
        purpose=purpose,
        title=str(purpose.label),
        consequence=str(CONSEQUENCES.get(purpose, "")),
        standing=standing,
        past=tuple(consent for consent in own if consent is not standing),
        wording=wording,
    )
