"""Addresses for machines."""

from django.urls import path, re_path

from portal.language import LANGUAGE_PATTERN

from .robots import robots, security
from .share_pictures import picture
from .sitemap import sitemap_index, sitemap_part

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security, name="security"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    re_path(r"^sitemap-(?P<kind>[a-z]+)-(?P<part>[0-9]{1,6})\.xml$", sitemap_part, name="sitemap_part"),
    # Keys never have more digits than a database's number can hold.
    re_path(
        r"^share/(?P<model>[a-z_]+\.[a-z_]+)/(?P<key>[0-9]{1,18})/(?P<language>"
        + LANGUAGE_PATTERN
        + r")\.png$",
        picture,
        name="share_picture",
    ),
]
