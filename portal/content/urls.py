"""Addresses for machines."""

from django.urls import re_path

from .pictures import picture

urlpatterns = [
    # Keys never have more digits than a database's number can hold.
    re_path(
        r"^share/(?P<model>[a-z_]+\.[a-z_]+)/(?P<key>[0-9]{1,18})/(?P<language>kk|ru|en)\.png$",
        picture,
        name="share_picture",
    ),
]
