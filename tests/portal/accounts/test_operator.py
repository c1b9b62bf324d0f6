"""Who answers for the personal data: its number is checked, and the terms name it."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override

from portal.accounts.enums import Role
from portal.accounts.models import Operator, PrivacyTerms
from portal.accounts.registry import PERSONAL_DATA
from portal.accounts.validators import control_digit, validate_bin

from .factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/admin/settings/accounts/operator/"


def test_control_digit_is_that_of_the_rules():
    """By hand: 1·9+2·9+3·0+4·2+5·4+6·0+7·0+8·0+9·4+10·1+11·7 = 178, and 178 modulo 11 is 2."""
    assert control_digit("99024000417") == 178 % 11
    assert control_digit("00000000001") == 0
    # The first weights leave 10 for 5·2, so the second ones count: 7·2 = 14, 3.
    assert control_digit("00002000000") == 14 % 11


@pytest.mark.parametrize(
    "value", ["", "1", "99024000417", "9902400041781", "99024000417a", "९९०२४०००४१७२", "990240004170"]
)
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValidationError):
        validate_bin(value)


def test_slips_are_noticed():
    validate_bin("990240004172")
    for slip in ("990240004127", "909240004172", "990240005172"):
        with pytest.raises(ValidationError):
            validate_bin(slip)


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMINISTRATOR])
def test_office_says_who_the_operator_is_and_terms_name_it(client, role, time_machine):
    client.force_login(UserFactory(role=role))
    address = client.get(PAGE).url
    form = {
        "name_kk": "Федерация",
        "name_ru": "Федерация",
        "name_en": "The federation",
        "email": "data@example.org",
    }
    assert client.post(address, {**form, "bin": "123456789012"}).context["form"].errors.keys() == {"bin"}
    assert client.post(address, {**form, "bin": "990240004172"}).status_code == 302
    time_machine.move_to("2026-12-03 12:00:00+05:00")
    page = client.get("/en/account/privacy/")
    assert "The federation, BIN 990240004172, data@example.org" in page.text
    assert "{operator}" not in page.text


@pytest.mark.parametrize(("day", "said"), [("2026-12-01", "from"), ("2026-12-03", "since")])
def test_terms_say_whether_their_day_has_come(client, time_machine, day, said):
    time_machine.move_to(f"{day} 12:00:00+05:00")
    page = client.get("/en/account/privacy/2026-12-02/").text
    assert f"Version 2026-12-02, in force {said} 2\xa0December" in page
    assert page.count("How long we keep what") == 1


def test_others_do_not(client):
    client.force_login(UserFactory(role=Role.EDITOR))
    assert client.get(PAGE).status_code in (302, 403)
    assert Operator.objects.count() <= 1


def test_terms_in_force_print_how_long_each_kind_of_data_is_kept_and_earlier_ones_do_not(
    client, language, time_machine
):
    time_machine.move_to("2026-12-03 12:00:00+05:00")
    assert PrivacyTerms.objects.current().version == "2026-12-02"
    page = client.get(f"/{language}/account/privacy/")
    assert list(page.context["kept"]) == list(PERSONAL_DATA.values())
    for holding in PERSONAL_DATA.values():
        assert str(holding.title) in page.text and str(holding.kept) in page.text
    assert list(client.get(f"/{language}/account/privacy/2026-11/").context["kept"]) == []


def test_terms_call_the_pages_of_the_account_as_they_are_called(language, time_machine):
    """Whoever reads of a page finds it by that name."""
    time_machine.move_to("2026-12-03 12:00:00+05:00")
    terms = getattr(PrivacyTerms.objects.current(), f"text_{language}")
    with override(language):
        called = [gettext("My details"), gettext("My data"), gettext("My consents")]
    assert [name for name in called if not any(f"{opens}{name}" in terms for opens in "«“")] == []
