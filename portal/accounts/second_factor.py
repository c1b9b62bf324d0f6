"""Staff rights begin after the second factor: until then a session has what a reader without a role has."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from .models.user import User
from .withholding import staff_groups, withhold_rights


def user_with_proved_rights(request: HttpRequest) -> User | AnonymousUser:
    """Returns the user of a request: with their rights, if the installation asks no more than a password or the
    session has shown more.
    """
    user = get_user(request)
    if settings.STAFF_NEED_SECOND_FACTOR and user.is_authenticated and not _has_proved(request, user):
        withhold_rights(user)
    return user


def _has_proved(request: HttpRequest, user: User) -> bool:
    """True when this session showed a second factor, and the account has one still."""
    return has_shown_second_factor(request, user) and has_second_factor(user)


def has_shown_second_factor(request: HttpRequest, user: User | AnonymousUser) -> bool:
    """True when a code was typed in this session, at the sign-in or later."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def has_staff_rights(user: User) -> bool:
    """True when the account has any right of staff, whether or not it may use them now."""
    rights = Q(is_superuser=True) | Q(user_permissions__isnull=False) | Q(groups__in=staff_groups())
    return User.objects.filter(rights, pk=user.pk, is_active=True).exists()


def has_second_factor(user: User | AnonymousUser) -> bool:
    """True when the account has an authenticator app; recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def way_to_prove(request: HttpRequest) -> str:
    """Returns the address at which staff show their second factor, or set up their first one."""
    if not has_second_factor(request.user):
        return reverse("mfa_activate_totp")
    wanted = request.get_full_path() if request.method == "GET" else reverse("desk:home")
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': wanted})}"
