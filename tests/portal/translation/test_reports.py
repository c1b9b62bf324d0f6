"""The admin's reports on translations: offered and open to those who edit pages."""

import pytest

from portal.accounts.enums import Role
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
REPORTS = ["/admin/localize/reports/translations/", "/admin/reports/outdated-translations/"]


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.EDITOR, 200), (Role.TRANSLATOR, 200), (Role.SECRETARIAT, 302), (Role.REVIEWER, 302)],
)
@pytest.mark.parametrize("report", REPORTS)
def test_a_report_opens_for_those_whose_menu_has_it(client, role, status, report):
    client.force_login(UserFactory(role=role))
    assert client.get(report).status_code == status
    menu = client.get("/admin/account/").content.decode()
    assert (f'"{report}"' in menu) is (status == 200)
