"""The time zones that the admin offers."""

from importlib.resources import files

from django.conf import settings


def test_admin_offers_zones_that_every_browser_knows():
    """What the system has besides, such as "localtime", stops the admin's script that puts their names into words."""
    known = set(files("tzdata").joinpath("zones").read_text().split())
    assert settings.TIME_ZONE in settings.WAGTAIL_USER_TIME_ZONES
    assert set(settings.WAGTAIL_USER_TIME_ZONES) <= known
