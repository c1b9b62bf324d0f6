"""Who may do what with accounts."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from .records import User

Visitor = User | AnonymousUser


def may_edit(user: Visitor) -> bool:
    """True for those who may enter the editors' admin."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def must_have_second_factor(user: Visitor) -> bool:
    """True for staff where the installation asks staff for a second factor."""
    return settings.STAFF_NEED_SECOND_FACTOR and user.is_authenticated and may_edit(user)


def lacks_second_factor(user: Visitor) -> bool:
    """True for staff who must set up a second factor before they go on."""
    if not must_have_second_factor(user):
        return False
    return not Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def may_manage(manager: Visitor, user: User) -> bool:
    """True when `manager` may change or remove `user`: only a superuser may touch a superuser."""
    return manager.is_superuser or not user.is_superuser
