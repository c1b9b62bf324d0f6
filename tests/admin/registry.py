"""Every kind of row that the admin keeps, with its viewset."""

import pytest
from django.urls import get_resolver
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet

from portal.accounts.models import User

assert get_resolver().url_patterns  # Reading them registers every viewset.
VIEWSETS = sorted(
    (viewset for viewset in viewsets.viewsets if isinstance(viewset, ModelViewSet)),
    key=lambda viewset: viewset.model._meta.label,
)


def named(viewset: ModelViewSet) -> str:
    return viewset.model._meta.label


every_viewset = pytest.mark.parametrize("viewset", VIEWSETS, ids=named)


def names_of(viewset: ModelViewSet) -> set[str]:
    """The names of the viewset's doors."""
    return {pattern.name for pattern in viewset.get_urlpatterns() if pattern.name}


def may(viewset: ModelViewSet, action: str) -> bool:
    """True when a superuser may; some rows nobody adds or rewrites."""
    return viewset.permission_policy.user_has_permission(User(is_superuser=True, is_active=True), action)
