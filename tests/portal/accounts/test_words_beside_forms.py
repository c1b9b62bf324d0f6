"""What an account is for is said to visitors who have none, and to nobody else."""

import pytest
from django.urls import reverse
from lxml import html

from portal.accounts.models import PrivacyTerms

from .factories import UserFactory

pytestmark = pytest.mark.django_db


def beside(client, route: str, *args) -> list:
    """What stands beside the form, with its heading."""
    page = html.fromstring(client.get(reverse(route, args=args)).text)
    return page.xpath("//*[contains(@class, 'wrap account')]//h2")


@pytest.mark.parametrize("route", ["account_login", "account_signup", "account_reset_password"])
def test_visitors_read_it(client, route):
    assert beside(client, route)


@pytest.mark.parametrize("route", ["account_reauthenticate", "account_logout"])
def test_who_is_signed_in_does_not(client, route):
    client.force_login(UserFactory())
    assert not beside(client, route)


@pytest.mark.parametrize("route", ["account_closed", "account_deleted"])
def test_who_has_left_does_not(client, route):
    assert not beside(client, route)


def test_terms_stand_folded_beside_the_box(client, language):
    page = html.fromstring(client.post(f"/{language}/account/signup/", {"first_name": "Әсел"}).text)
    (fold,) = page.xpath("//form[.//input[@name='consent']]//details")
    terms = PrivacyTerms.objects.current()
    assert terms.version in fold.findtext(".//summary/span")
    assert len(fold.find(".//div").text_content()) > 1000
    assert not page.xpath(
        "//form[.//input[@name='consent']]//a[contains(@href, '/account/privacy/')]"
    )  # No link leads away from what was typed.
