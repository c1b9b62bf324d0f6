"""Those who represent an organisation read what the office changes of it, once a change, and an import is one change."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from federation.directory.actions import undo
from federation.directory.models import Organisation, OrganisationImport
from portal.accounts.enums import Role
from portal.journal.models import Step
from portal.mail.models import Letter
from tests.admin.forms import as_sent, biggest_form
from tests.federation.directory.factories import OrganisationFactory
from tests.office import delete, keep
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

from .factories import MembershipFactory, RepresentativeFactory

pytestmark = pytest.mark.django_db
IMPORT = "/admin/snippets/directory/organisation/import/"
TABLE = """slug,type,name_kk,name_en,city_en
known,city_library,Жаңа атау,New name,Astana
same,city_library,Сол атау,Same name,
"""


@pytest.fixture
def secretary():
    return UserFactory(role=Role.SECRETARIAT, preferred_language="en")


def represented(**given) -> Organisation:
    organisation = OrganisationFactory(type="city_library", **given)
    RepresentativeFactory(
        organisation=organisation,
        user__email=f"{organisation.slug}@example.org",
        user__preferred_language="en",
    )
    return organisation


@pytest.fixture
def known() -> Organisation:
    return represented(slug="known", name_kk="Ескі атау", name_en="Old name", city_en="Almaty")


def read() -> list[tuple[str, str]]:
    """Kind and address of each letter, in the order in which they were written."""
    rows = Letter.objects.filter(key__startswith="membership:").order_by("pk")
    return [(letter.key.split(":")[1], letter.address) for letter in rows]


def send(client, secretary) -> OrganisationImport:
    client.force_login(secretary)
    shown = client.post(IMPORT, {"file": SimpleUploadedFile("table.csv", TABLE.encode())})
    for _twice in range(2):
        client.post(IMPORT, {"table": shown.context["table"]})
    return OrganisationImport.objects.get()


def test_an_import_and_its_undo_are_a_step_and_a_letter_each_where_they_changed_something(
    client, secretary, known
):
    represented(slug="same", name_kk="Сол атау", name_en="Same name")
    record = send(client, secretary)
    assert read() == [("entry", "known@example.org")]
    for _twice in range(2):
        undo(record.pk, secretary)
    assert read() == [("entry", "known@example.org")] * 2
    steps = Step.objects.about(known)
    assert [(step.verb, step.words, step.by) for step in steps] == [
        ("imported", "table.csv", secretary),
        ("undone", "table.csv", secretary),
    ]
    texts = list(written_letters().order_by("pk").values_list("text", flat=True))
    assert "City in English: Astana (until now: Almaty)" in texts[0]
    assert "City in English: Almaty (until now: Astana)" in texts[1]


def test_an_entry_that_an_undo_deletes_is_told_of_by_its_name():
    organisation = represented(slug="new", name_en="Fresh library")
    delete(organisation)
    (letter,) = written_letters()
    assert "Fresh library" in letter.subject


def test_what_editors_note_for_themselves_is_told_to_nobody(known):
    keep(known, internal_note="Check the roof", checked_on="2026-03-01")
    assert (read(), Step.objects.about(known).count()) == ([], 0)


def test_who_has_done_it_reads_no_letter_about_it(known):
    manager = known.representatives.get().person.user
    keep(known, manager, name_en="Another name")
    assert (read(), Step.objects.about(known).get().by) == ([], manager)


def test_who_no_longer_represents_it_reads_nothing(known):
    known.representatives.update(until="2025-01-01")
    keep(known, name_en="Another name")
    assert read() == []


def test_a_membership_is_told_of_with_its_days(known):
    membership = keep(MembershipFactory.build(organisation=known))
    keep(membership, until="2026-12-31")
    assert read() == [("membership", "known@example.org")] * 2
    first, second = written_letters().order_by("pk").values_list("text", flat=True)
    assert "has entered the membership" in first
    assert "Until: 31\xa0December 2026 (until now: —)" in second


def test_the_office_ends_a_term_and_both_sides_read_that_it_was_the_office(client, secretary, known):
    other = RepresentativeFactory(
        organisation=known, user__preferred_language="en", user__email="o@example.org"
    )
    client.force_login(secretary)
    edit = f"/admin/snippets/membership/representative/edit/{other.pk}/"
    form = as_sent(biggest_form(client.get(edit).text))
    assert client.post(edit, {**form, "until": "2026-01-31"}).status_code == 302
    assert {kind for kind, _address in read()} == {"ended"}
    texts = {letter.address: letter.text for letter in written_letters()}
    assert "The secretariat has ended your term." in texts["o@example.org"]
    assert "The secretariat has ended the term of" in texts["known@example.org"]


def test_whose_term_or_membership_it_is_is_not_rewritten(client, secretary, known):
    term = known.representatives.get()
    membership = MembershipFactory(organisation=known)
    other = RepresentativeFactory()
    client.force_login(secretary)
    for kind, row in (("representative", term), ("membership", membership)):
        edit = f"/admin/snippets/membership/{kind}/edit/{row.pk}/"
        form = as_sent(biggest_form(client.get(edit).text))
        forged = {"person": other.person_id, "organisation": other.organisation_id}
        assert client.post(edit, {**form, **forged}).status_code == 302
        row.refresh_from_db()
        assert row.organisation == known
    assert (term.person == other.person, read()) == (False, [])
