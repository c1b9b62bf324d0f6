"""Consents of one person, as their own page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.accounts.models import Operator, PrivacyTerms
from portal.localisation.text import active_language

from ..enums import CONSEQUENCES, QUESTIONS, Purpose, Step
from ..models.consent import Consent
from ..models.consent_question import ConsentQuestion
from ..models.person import Person
from ..rules import ASKED, current_wording, offered_at


@dataclass(frozen=True)
class ShownPurpose:
    """One purpose: what stands, what stood, and what is asked today. `question` is why somebody is asked just now,
    `text` the wording of what they may agree to here, `where` the step that asks for what is not asked here.
    """

    purpose: Purpose
    title: str
    consequence: str
    question: str
    standing: Consent | None
    past: tuple[Consent, ...]
    wording: PrivacyTerms | None
    text: str
    where: str

    @property
    def is_needed(self) -> bool:
        """True for the consent without which there is no account."""
        return self.purpose is Purpose.PRIVACY


def purposes_of(person: Person) -> list[ShownPurpose]:
    """Every purpose with the person's consents to it; first those about which they are asked."""
    consents = list(person.consents.select_related("wording"))
    waiting = set(ConsentQuestion.objects.waiting().filter(person=person).values_list("purpose", flat=True))
    shown = [_shown(purpose, person, consents, purpose in waiting) for purpose in Purpose]
    return sorted(shown, key=lambda each: not each.question)


def text_for(person: Person, wording: PrivacyTerms) -> str:
    """What somebody agrees to today, in the reader's language, safe to show."""
    language = active_language()
    name = person.name_in(language) or str(person)
    return wording.html_in(language, operator=Operator.load().in_words(language), person=name)


def _shown(purpose: Purpose, person: Person, consents: Iterable[Consent], is_asked: bool) -> ShownPurpose:
    own = [consent for consent in consents if consent.purpose == purpose]
    standing = next((consent for consent in own if consent.withdrawn_at is None), None)
    wording = current_wording(purpose)
    is_offered = standing is None and (purpose in offered_at(Step.PAGE) or bool(own))
    step = ASKED[purpose].needed_at
    return ShownPurpose(
        purpose=purpose,
        title=str(purpose.label),
        consequence=str(CONSEQUENCES[purpose]),
        question=str(QUESTIONS[purpose]) if is_asked else "",
        standing=standing,
        past=tuple(consent for consent in own if consent is not standing),
        wording=wording,
        text=text_for(person, wording) if wording and is_offered else "",
        where=str(step.label) if step and not (standing or is_offered) else "",
    )
