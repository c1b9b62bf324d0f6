"""What each installation brings up to date."""

import pytest
from wagtail.models import Site

from portal.content.install import install

pytestmark = pytest.mark.django_db


def test_the_site_stands_at_the_portals_public_address(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://portal.example.org"
    install()
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8001"
    first = Site.objects.get()
    install()
    second = Site.objects.get()
    assert (first.hostname, first.port, first.root_url) == (
        "portal.example.org",
        443,
        "https://portal.example.org",
    )
    assert second.root_url == "http://127.0.0.1:8001"
