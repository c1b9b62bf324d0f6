"""Personal data that the portal holds on somebody as a person."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.directory.models import Organisation, Region
from portal.accounts.actions import delete_account
from portal.accounts.registry import (
    Leaving,
    Subject,
    Told,
    completes_subjects,
    erase_for,
    forget_in_history,
    register_account_page,
    register_personal_data,
)
from portal.backup.erasures import can_be_erased
from portal.mail.models import Letter, Unsubscription
from portal.mail.sending import forget_letters_naming, forget_letters_to

from . import letters
from .actions.consents import withdraw_consent
from .actions.merging import KEPT_WITH_EACH
from .actions.moving import move_consent_questions, move_consents, part_consent_questions, part_consents
from .actions.questions import withdraw_questions
from .enums import Audience, Detail, DuplicateState, Medium, MergeState, Purpose
from .models.affiliation import Affiliation
from .models.consent import Consent
from .models.consent_question import ConsentQuestion
from .models.likely_duplicate import LikelyDuplicate
from .models.merge import Merge
from .models.person import Person
from .querysets import FORGOTTEN
from .registry import MOVED, Moves, after_withdrawal, point_at, register_key
from .rules import addresses_of_nobody_else, named_as, subject_of_person


@completes_subjects
def with_person(subject: Subject) -> Subject:
    """Adds the person of an account."""
    person = Person.objects.filter(user=subject.user).first()
    return named_as(subject, person) if person else subject


def export_person(subject: Subject) -> dict[str, Any]:
    """The person, and where they belong. The facts of an entry that was merged are the kept one's."""
    person = subject.person
    if person is None:
        return {}
    affiliations = _affiliations_of(subject)
    if person.merged_into_id:
        return {"affiliations": affiliations} if affiliations else {}
    return {
        "full_name": person.full_name,
        "name_kk": person.name_kk,
        "name_ru": person.name_ru,
        "latin_name": person.latin_name,
        "other_names": person.other_names.splitlines(),
        "email": person.email,
        "other_emails": person.other_emails.splitlines(),
        "region": str(person.region or ""),
        "preferred_language": person.preferred_language,
        "speaks_kk": person.speaks_kk,
        "speaks_ru": person.speaks_ru,
        "speaks_en": person.speaks_en,
        "other_languages": person.other_languages,
        "phone": person.phone,
        "shown_to": {detail: person.audience_of(detail) for detail in Detail},
        "details_confirmed_at": person.details_confirmed_at,
        "affiliations": affiliations,
    }


def _affiliations_of(subject: Subject) -> list[dict[str, Any]]:
    """A body that the directory does not show (yet) is not named by its entry."""
    rows = Affiliation.objects.filter(person=subject.person).select_related("organisation")
    seen = set(
        Organisation.objects.visible_to(subject.visitor)
        .filter(affiliations__in=rows)
        .values_list("pk", flat=True)
    )
    return [
        {
            "organisation": str(row.organisation) if row.organisation_id in seen else row.organisation_name,
            "position": row.position,
            "since": row.since,
            "until": row.until,
        }
        for row in rows
    ]


def erase_person(subject: Subject) -> None:
    """Leaves a row without a name, so that what others count by it (places, hours) stays right."""
    if subject.person:
        empty(Person.objects.get(pk=subject.person.pk))


@transaction.atomic
def empty(person: Person) -> None:
    """Leaves nothing that tells who it was, nor that somebody took it for somebody else."""
    for entry in Person.objects.filter(merged_into=person).select_related("user"):
        if entry.user:
            delete_account(entry.user, tells=False)  # Which empties the entry, too.
        else:
            empty(entry)
    forget_letters_to(person.address, person.pk)
    forget_letters_naming(Person, [person.pk])
    forget_in_history(person.affiliations.all())
    person.affiliations.all().delete()
    LikelyDuplicate.objects.filter(Q(one=person) | Q(other=person)).delete()
    withdraw_questions(person)
    Merge.objects.filter(Q(kept=person) | Q(merged=person)).update(kept_facts={}, chosen=[], note="")
    for address in addresses_of_nobody_else(person):
        forget_letters_to(address)
    person.user = person.merged_into = None
    person.full_name = person.name_kk = person.name_ru = person.latin_name = person.other_names = ""
    person.email = person.region = person.details_confirmed_at = None
    person.speaks_kk = person.speaks_ru = person.speaks_en = False
    person.other_emails = person.other_languages = person.phone = ""
    person.shown_to = {}
    person.save()


def export_merges(subject: Subject) -> list[dict[str, Any]]:
    """The merges by which entries for them became one, with the facts of the merged one as long as they are kept, and
    the questions about them.
    """
    rows = Merge.objects.filter(Q(kept=subject.person) | Q(merged=subject.person)).order_by("pk")
    return [
        {
            "state": MergeState(row.state),
            "asked_at": row.made_at,
            "merged_at": row.done_at,
            "undone_at": row.undone_at,
            "entry": {
                name: _told(name, value)
                for name, value in row.kept_facts.get("merged", {}).items()
                if value and name not in KEPT_WITH_EACH
            },
        }
        for row in rows
    ]


def _told(name: str, value: Any) -> Any:
    """A fact of the kept record of a merge as the export of a person tells it."""
    if name == "shown_to":
        return {Detail(detail): Audience(audience) for detail, audience in value.items()}
    if name == "region":
        return str(Region.objects.filter(pk=value).first() or "")
    if name in ("other_names", "other_emails"):
        return value.splitlines()
    return parse_datetime(value) if name == "details_confirmed_at" else value


def forget_again(person: Person) -> None:
    """Erases a person after a restore. One who has an account in the backup was erased with it, or had another."""
    if person.user_id:
        empty(person)
    else:
        erase_for(subject_of_person(person))


def tell_person(_subject: Subject, leaving: Leaving) -> Told:
    """The person's row stays: with its name, or as a number."""
    if leaving is Leaving.CLOSING:
        return Told(stays=(_("The name, the workplaces and the history as a participant."),))
    return Told(
        goes=(_("All names, workplaces and addresses, in earlier versions too."),),
        stays=(_("A number in place of the person, so that counts of places and hours stay right."),),
    )


def export_consents(subject: Subject) -> list[dict[str, Any]]:
    """What they agreed to, and when; and for what they were asked, and said no."""
    rows = Consent.objects.filter(person=subject.person).select_related("wording").order_by("pk")
    given: list[dict[str, Any]] = [
        {
            "purpose": Purpose(row.purpose),
            "version": row.version,
            "medium": Medium(row.medium) if row.medium else "",
            "given_at": row.given_at,
            "withdrawn_at": row.withdrawn_at,
            "name": row.name,
        }
        for row in rows
    ]
    return given + [
        {"purpose": Purpose(row.purpose), "asked_at": row.asked_at, "declined_at": row.declined_at}
        for row in ConsentQuestion.objects.filter(person=subject.person)
    ]


def erase_deeds(subject: Subject) -> None:
    """Forgets who of the secretariat merged people, undid it, or said that two are not one."""
    if subject.user is None:
        return
    Merge.objects.filter(made_by=subject.user).update(made_by=None)
    Merge.objects.filter(undone_by=subject.user).update(undone_by=None)
    LikelyDuplicate.objects.filter(dismissed_by=subject.user).update(dismissed_by=None)


def close_questions(subject: Subject) -> None:
    """Who leaves answers no question about another account, and the other is not asked about one that is gone."""
    if subject.person:
        withdraw_questions(subject.person)


def move_kept(kept: Person, merged: Person) -> Moves:
    """What was merged into the merged one was merged into the kept one, but for a former merge of these two the other
    way round, which was undone or declined.
    """
    rows = Merge.objects.filter(kept=merged).exclude(merged=kept)
    return {MOVED: point_at(rows.order_by("pk"), "kept", kept)}


def leave_merge(_kept: Person, _merged: Person) -> Moves:
    """The record of a merge goes on naming the entry that was merged."""
    return {}


def move_pairs(kept: Person, merged: Person) -> Moves:
    """Pairs of the merged one that wait are found anew; of those that were dismissed, the kept one's count. The pair of
    the two leads to their merge from now on.
    """
    theirs = LikelyDuplicate.objects.filter(Q(one=merged) | Q(other=merged))
    of_both = Q(one=kept) | Q(other=kept)
    theirs.filter(of_both).update(state=DuplicateState.MERGED, dismissed_by=None)
    theirs.exclude(of_both).delete()
    return {}


def move_wishes(kept: Person, merged: Person) -> Moves:
    """What either does not want to be written about, the one who both are does not."""
    own = Unsubscription.objects.filter(person=kept).values("category")
    both = Unsubscription.objects.filter(person=merged, category__in=own)
    categories = sorted(both.values_list("category", flat=True))
    both.delete()
    rows = Unsubscription.objects.filter(person=merged).order_by("pk")
    return {MOVED: point_at(rows, "person", kept), "both": categories}


def part_wishes(kept: Person, merged: Person, told: Moves) -> None:
    """Undoes that: what neither wanted, neither gets."""
    point_at(Unsubscription.objects.filter(pk__in=told[MOVED], person=kept).order_by("pk"), "person", merged)
    for category in told.get("both", ()):
        Unsubscription.objects.get_or_create(person=merged, category=category)


@after_withdrawal(Purpose.PHOTOS)
def ask_for_pictures(person: Person) -> None:
    """Tells the secretariat to take down the pictures of who no longer agrees; the task waits until they are."""
    letters.tell_of_pictures(person)


register_key(Affiliation, "person")
register_key(Consent, "person", move=move_consents, back=part_consents)
register_key(
    ConsentQuestion, "person", move=move_consent_questions, back=part_consent_questions, is_listed=False
)
register_key(Letter, "person", is_listed=False)
register_key(Unsubscription, "person", move=move_wishes, back=part_wishes, is_listed=False)
register_key(Person, "merged_into", is_listed=False)
register_key(Merge, "kept", move=move_kept, is_listed=False)
register_key(Merge, "merged", move=leave_merge, is_listed=False)
register_key(LikelyDuplicate, "one", move=move_pairs, is_listed=False)
register_key(LikelyDuplicate, "other", move=move_pairs, is_listed=False)


def erase_consents(subject: Subject) -> None:
    """Deletes them, also what a merge left with their other entry; of those that they noted for others, nothing
    tells who did.
    """
    if subject.person:
        theirs = Q(person=subject.person) | Q(person__merged_into=subject.person)
        Consent.objects.filter(theirs).delete()
        ConsentQuestion.objects.filter(theirs).delete()
    if subject.user:
        Consent.objects.filter(noted_by=subject.user).update(noted_by=None)


def close_consents(subject: Subject) -> None:
    """Who closes the account agrees to the privacy terms no more."""
    if subject.person:
        withdraw_consent(subject.person, Purpose.PRIVACY)


def tell_consents(subject: Subject, leaving: Leaving) -> Told:
    """What they agreed to."""
    standing = Consent.objects.standing().filter(person=subject.person)
    names = ", ".join(sorted({str(consent.get_purpose_display()) for consent in standing}))
    if not names:
        return Told()
    if leaving is Leaving.ERASURE:
        return Told(goes=(_("The record of consents: %(names)s.") % {"names": names},))
    return Told(
        goes=(_("The consent to the privacy terms."),),
        stays=(_("The record of consents: %(names)s.") % {"names": names},),
    )


register_personal_data(
    "person",
    title=gettext_lazy("Person: names, region, workplaces"),
    kept=gettext_lazy(
        "Until you are erased; without an account, five years after the last workshop or role."
    ),
    export=export_person,
    erase=erase_person,
    tells=tell_person,
    keys=["people.Person.user", "people.Person.merged_into", "people.Affiliation.person"],
)
register_personal_data(
    "consents",
    title=gettext_lazy("Consents"),
    kept=gettext_lazy(
        "Three years after they were withdrawn. That you withdrew them, and when: until you are erased."
    ),
    export=export_consents,
    erase=erase_consents,
    close=close_consents,
    tells=tell_consents,
    keys=["people.Consent.person", "people.Consent.noted_by", "people.ConsentQuestion.person"],
)
register_account_page(
    title=gettext_lazy("My consents"),
    text=gettext_lazy("What you agreed to, and how to withdraw it."),
    url_name="people:consents",
)
register_personal_data(
    "merges",
    title=gettext_lazy("Merges of entries for one person"),
    kept=gettext_lazy(
        "What an undo needs, and our words with a question that led to no merge: 30 days. That there was a merge or a "
        "question: until you are erased."
    ),
    export=export_merges,
    erase=erase_deeds,
    close=close_questions,
    keys=[
        "people.Merge.kept",
        "people.Merge.merged",
        "people.Merge.made_by",
        "people.Merge.undone_by",
        "people.LikelyDuplicate.one",
        "people.LikelyDuplicate.other",
        "people.LikelyDuplicate.dismissed_by",
    ],
)
can_be_erased(
    Person,
    born="created_at",
    repeat=forget_again,
    is_erased=lambda person: person.is_forgotten,
    erased=FORGOTTEN,
)
