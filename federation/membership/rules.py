"""Rules of membership and representation: who is a member, the organisations of a user, and who may do what for one."""

from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from federation.directory.enums import FEDERATION
from federation.directory.models import Organisation
from federation.directory.querysets import OrganisationQuerySet
from federation.directory.registry import representation
from federation.people.models import Person
from federation.people.querysets import PersonQuerySet
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.roles import has_role
from portal.accounts.rules import Visitor

from .enums import RepresentativeRole, Verb
from .models.membership import Membership
from .models.representative import Representative
from .querysets import RepresentativeQuerySet
from .registry import is_needed


def is_member_on(organisation: Organisation, day: date) -> bool:
    """True when the organisation is a member of the federation on a day, the first and the last included."""
    return Membership.objects.on(day).filter(organisation=organisation).exists()


def is_of_office(user: Visitor) -> bool:
    """True for those who work in the federation's office, and act for the federation itself."""
    return has_role(user, Role.SECRETARIAT, Role.ADMINISTRATOR)


def representations_of(user: Visitor) -> RepresentativeQuerySet:
    """Returns what a user represents today; nothing for visitors and closed accounts."""
    if not user.is_authenticated or not user.is_active:
        return Representative.objects.none()
    return Representative.objects.current().of(user)


def organisations_of(user: Visitor) -> OrganisationQuerySet:
    """The organisations that a user speaks for today, as manager, contributor or one of the federation's office."""
    return _acted_for(user, representations_of(user))


def organisations_managed_by(user: Visitor) -> OrganisationQuerySet:
    """Those for which the user may do everything today."""
    return _acted_for(user, representations_of(user).managers())


def is_of_organisations_of(user: Visitor, path: str) -> Q:
    """The condition that the organisation at `path` is one that a user speaks for today. It is one query less deep than
    one that asks for `organisations_of`: SQLite reads no more than a hundred levels, and reports of the admin join
    those of every kind of record.
    """
    return _acts_for(user, representations_of(user), f"{path}__")


def _acted_for(user: Visitor, terms: RepresentativeQuerySet) -> OrganisationQuerySet:
    return Organisation.objects.filter(_acts_for(user, terms, ""))


def _acts_for(user: Visitor, terms: RepresentativeQuerySet, path: str) -> Q:
    found = Q(**{f"{path}pk__in": terms.values("organisation")})
    if is_of_office(user):
        found |= Q(**{f"{path}source_key": FEDERATION})
    return found


@representation
def represented_organisations(user: Visitor) -> QuerySet:
    """The keys of those organisations: who speaks for one sees it, whatever its state."""
    return organisations_of(user).values("pk")


VERBS: dict[RepresentativeRole, frozenset[Verb]] = {
    RepresentativeRole.CONTRIBUTOR: frozenset(
        {Verb.SEE, Verb.SEE_PARTICIPANTS, Verb.WRITE, Verb.SEE_PEOPLE, Verb.RESIGN}
    ),
    RepresentativeRole.MANAGER: frozenset(Verb),
}
# The office helps where nobody is there to invite anybody.
VERBS_OF_OFFICE = frozenset({Verb.SEE_PEOPLE, Verb.INVITE})
# For the federation itself it does all that is done about workshops; by its roles, not as representatives.
VERBS_FOR_FEDERATION = frozenset(
    {
        Verb.SEE,
        Verb.SEE_PARTICIPANTS,
        Verb.WRITE,
        Verb.SUBMIT,
        Verb.AMEND,
        Verb.RUN_DAYS,
        Verb.CANCEL,
        Verb.HOST,
    }  # fmt: skip
)


def may(user: Visitor, verb: Verb, organisation: Organisation | None) -> bool:
    """True when the user may do this for the organisation today: as a representative, or as one of the office."""
    if organisation is None:
        return False
    roles = [role for role, verbs in VERBS.items() if verb in verbs]
    if representations_of(user).filter(organisation=organisation, role__in=roles).exists():
        return True
    verbs_of_office = VERBS_FOR_FEDERATION if organisation.is_federation else VERBS_OF_OFFICE
    return verb in verbs_of_office and is_of_office(user)


def managers_of(organisation: Organisation | None) -> list[Person]:
    """Those who may do everything for the organisation today, and have an account to do it with, by name."""
    return list(_speaking_for(organisation, Representative.objects.current().managers()))


def readers_of(organisation: Organisation | None) -> list[Person]:
    """Those who read what is written to the organisation: who represent it today, and have an account."""
    return list(_speaking_for(organisation, Representative.objects.current()))


def _speaking_for(organisation: Organisation | None, rows: RepresentativeQuerySet) -> PersonQuerySet:
    terms = rows.with_account().filter(organisation=organisation)
    found = Q(pk__in=terms.values("person"))
    if organisation and organisation.is_federation:
        office = User.objects.with_role(Role.SECRETARIAT, Role.ADMINISTRATOR)
        found |= Q(user__in=office.values("pk"))
    return Person.objects.filter(found).select_related("user").order_by("sort_key", "pk")


def without_voice() -> OrganisationQuerySet:
    """The organisations for which nobody can act: no manager of today has an account, though one is needed; each with
    the day since which that is so, as far as it is known: `silent_since`.

    One is needed for members, for whoever was ever represented and has not left the federation, and where a room above
    says so (`registry.needs_manager`); not for the federation itself, for which the secretariat acts.
    """
    managed = Representative.objects.current().managers().with_account()
    members = Membership.objects.current().values("organisation")
    left = Q(memberships__isnull=False) & ~Q(pk__in=members)
    represented = Q(pk__in=Representative.objects.values("organisation"))
    former = Organisation.objects.filter(left).values("pk")
    is_counted = Q(pk__in=members) | (represented & ~Q(pk__in=former)) | is_needed()
    silent = Organisation.objects.filter(is_counted).exclude(
        Q(pk__in=managed.values("organisation")) | Q(pk__in=Organisation.objects.federation().values("pk"))
    )
    last = Representative.objects.managers().filter(
        organisation=OuterRef("pk"), until__lte=timezone.localdate()
    )
    joined = Membership.objects.current().filter(organisation=OuterRef("pk"))
    return silent.annotate(
        silent_since=Coalesce(
            Subquery(last.order_by("-until").values("until")[:1]),
            Subquery(joined.order_by("-since").values("since")[:1]),
            TruncDate("created_at"),
        )
    )


def organisations_left_without_voice(person: Person) -> OrganisationQuerySet:
    """The organisations that have no manager who can sign in, once this person does not any more."""
    managing = Representative.objects.current().managers()
    others = managing.with_account().exclude(person=person)
    own = managing.filter(person=person).values("organisation")
    return Organisation.objects.filter(pk__in=own).exclude(pk__in=others.values("organisation"))
