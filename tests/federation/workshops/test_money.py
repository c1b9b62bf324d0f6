"""Where a workshop's money comes from: each source stays the row that it was, and has what was planned and what came."""

from decimal import Decimal

import pytest
from django.utils import translation

from federation.workshops import actions
from federation.workshops.actions import Draft, MoneyLine
from federation.workshops.enums import MoneyKind
from federation.workshops.fields import amount_field
from federation.workshops.models import MoneySource, Workshop
from federation.workshops.presenters.money import desk_money, money_of
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.federation.workshops.test_registration import NEW, everything
from tests.markup import plain

pytestmark = pytest.mark.django_db
CASH, HALL = MoneyLine("donor", "Қор", Decimal("120000.50")), MoneyLine("own", "Зал", in_kind=True)


@pytest.fixture
def draft(association):
    made = WorkshopFactory(organiser=association, state="draft", parts=False)
    write(made, [CASH, HALL])
    return made


@pytest.fixture
def approved(draft):
    Workshop.objects.filter(pk=draft.pk).update(state="approved")
    draft.refresh_from_db()
    return draft


def write(workshop: Workshop, lines: list[MoneyLine]) -> None:
    said = Draft(facts={"working_language": "kk"}, words={"kk": {"title": "Басқару"}}, money=lines)
    actions.save_draft(None, workshop.organiser, said, workshop)


def keys(workshop: Workshop) -> dict[str, int]:
    return {row.name: row.pk for row in workshop.money_sources.all()}


# --- One row for one source -------------------------------------------------------------------------------------------


def test_what_is_changed_moved_and_added_leaves_each_source_its_row(draft):
    before = keys(draft)
    write(draft, [
        MoneyLine("sponsor", "Зал", Decimal(5), row=before["Зал"]), MoneyLine("other", "Жаңа"),
        MoneyLine("donor", "Басқа қор", row=before["Қор"]),
    ])  # fmt: skip
    after = keys(draft)
    assert (after["Зал"], after["Басқа қор"]) == (before["Зал"], before["Қор"])
    assert list(draft.money_sources.values_list("name", "kind", "planned", "in_kind")) == [
        ("Зал", "sponsor", 5, False), ("Жаңа", "other", None, False), ("Басқа қор", "donor", None, False),
    ]  # fmt: skip


def test_a_line_without_key_is_the_source_of_its_kind_and_name(draft):
    before = keys(draft)
    write(draft, [HALL, CASH])
    assert keys(draft) == before


def test_a_line_left_out_is_gone_and_the_key_of_another_workshop_reaches_nothing(draft, association):
    other = WorkshopFactory(organiser=association)
    theirs = other.money_sources.get()
    write(draft, [MoneyLine("ifla", "ИФЛА", Decimal(7), row=theirs.pk)])
    assert list(draft.money_sources.values_list("name", flat=True)) == ["ИФЛА"]
    theirs.refresh_from_db()
    assert (theirs.workshop, theirs.planned) == (other, 100_000)


def test_form_carries_the_keys_of_the_rows(client, manager, association):
    client.force_login(manager)
    client.post(NEW, {**everything(association), "action": "save"})
    workshop = Workshop.objects.get(is_historic=False)
    key = workshop.money_sources.get().pk
    address = f"/ru/desk/workshops/{workshop.slug}/edit/"
    assert f'name="money-0-row" value="{key}"' in client.get(address).text
    changed = {
        "money-0-row": key,
        "money-0-name": "Другая",
        "money-0-in_kind": "on",
        "money-0-language": "kk",
    }
    client.post(address, {**everything(association), **changed, "action": "save"})
    row = workshop.money_sources.get()
    assert (row.pk, row.name, row.in_kind, row.language) == (key, "Другая", True, "kk")


def test_a_payer_is_named_in_the_working_language_unless_it_is_said_otherwise(association):
    workshop = WorkshopFactory(organiser=association, state="draft", parts=False, working_language="ru")
    said = Draft(
        facts={"working_language": "ru"}, words={"ru": {"title": "Название"}},
        money=[MoneyLine("own", "Свои"), MoneyLine("donor", "Foundation", language="en")],
    )  # fmt: skip
    for _twice in range(2):
        actions.save_draft(None, association, said, workshop)
    assert list(workshop.money_sources.values_list("language", flat=True)) == ["ru", "en"]
    with translation.override("ru"):
        assert [fact.lang for fact in money_of(workshop)] == ["", "en"]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("120 000,50", "120000.50"), ("120\xa0000", "120000"), ("120000.5", "120000.5"), ("1,200,000.75", "1200000.75"),
        ("1.200.000", "1200000"), ("120,000", "120000"), ("0", "0"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(typed, amount):
    assert amount_field("", 14).clean(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["-5", "1e9", "көп", "1 2,345,6", "1" * 13, "NaN", "5 ₸", "1,2,3"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(Exception, match=r"\["):
        amount_field("", 14).clean(typed)


# --- What came in the end ---------------------------------------------------------------------------------------------


def address_of(workshop: Workshop) -> str:
    return f"/ru/desk/workshops/{workshop.slug}/money/"


def test_organiser_writes_down_what_came_and_the_desk_shows_both_with_sums(client, manager, approved):
    client.force_login(manager)
    page = client.get(address_of(approved))
    typed = {f"actual_{keys(approved)['Қор']}": "110 000,25", f"actual_{keys(approved)['Зал']}": "5000"}
    assert f'href="{address_of(approved)}"' in client.get(f"/ru/desk/workshops/{approved.slug}/").text
    for _twice in range(2):
        answer = client.post(address_of(approved), {**typed, "seen": page.context["seen"]})
        assert answer.status_code == 302
    assert [step.verb for step in approved.steps.all()] == ["money"]
    with translation.override("ru"):
        rows = [[str(cell).replace("\xa0", " ") for cell in row] for row in desk_money(approved).rows]
    assert rows == [
        ["Донор", "Қор", "деньгами", "120 000,50 ₸", "110 000,25 ₸"],
        ["Собственные средства", "Зал", "в натуральной форме", "–", "5 000 ₸"],
        ["Всего", "", "", "120 000,50 ₸", "115 000,25 ₸"],
    ]
    assert 'value="110\xa0000,25"' in client.get(address_of(approved)).text


def test_actual_amounts_are_for_the_organiser_and_the_secretariat_alone(client, secretary, manager, approved):
    MoneySource.objects.filter(workshop=approved, kind="donor").update(actual=98_765)
    for user, address, is_told in (
        (None, approved.url_in("ru"), False),
        (manager, f"/ru/desk/workshops/{approved.slug}/", True),
        (secretary, f"/ru/desk/workshops/review/{approved.slug}/", True),
    ):
        if user:
            client.force_login(user)
        assert ("98 765" in plain(client.get(address).text).replace("\xa0", " ")) is is_told


def test_who_comes_later_is_told_and_overwrites_nothing_unseen(client, manager, approved):
    client.force_login(manager)
    seen = client.get(address_of(approved)).context["seen"]
    key = keys(approved)["Қор"]
    actions.note_actual_money(approved, manager, {key: Decimal(1)})
    page = client.post(address_of(approved), {f"actual_{key}": "2", "seen": seen})
    assert page.context["form"].non_field_errors()
    assert approved.money_sources.get(pk=key).actual == 1
    client.post(address_of(approved), {f"actual_{key}": "2", "seen": page.context["seen"]})
    assert approved.money_sources.get(pk=key).actual == 2


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "declined", "cancelled"])
def test_only_an_approved_workshop_has_actual_amounts(client, manager, draft, state):
    Workshop.objects.filter(pk=draft.pk).update(state=state)
    client.force_login(manager)
    assert client.get(address_of(draft)).status_code == 404
    key = keys(draft)["Қор"]
    assert client.post(address_of(draft), {f"actual_{key}": "2"}).status_code == 404
    with pytest.raises(actions.WrongState):
        actions.note_actual_money(draft, None, {key: Decimal(2)})
    assert not MoneySource.objects.exclude(actual=None).exists()


def test_a_source_of_another_workshop_and_another_organisation_are_out_of_reach(client, manager, approved):
    theirs = WorkshopFactory().money_sources.get()
    with pytest.raises(actions.Changed):
        actions.note_actual_money(approved, manager, {theirs.pk: Decimal(2)})
    client.force_login(RepresentativeFactory().person.user)
    key = keys(approved)["Қор"]
    assert client.post(address_of(approved), {f"actual_{key}": "2"}).status_code == 404
    assert not MoneySource.objects.exclude(actual=None).exists()


@pytest.mark.parametrize("kind", MoneyKind)
def test_every_kind_is_offered_and_has_words_in_each_language(client, manager, association, kind):
    client.force_login(manager)
    client.post(NEW, {**everything(association), "money-0-kind": kind.value, "action": "save"})
    assert MoneySource.objects.get().kind == kind
    words = {language: _words(kind, language) for language in ("kk", "ru", "en")}
    assert words["kk"] != words["en"] != words["ru"]


def _words(kind: MoneyKind, language: str) -> str:
    with translation.override(language):
        return str(kind.label)
