"""Being signed in is no proof of the person: what is asked again before an account can be read out or taken over."""

import time

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.logout import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from .second_factor import has_second_factor, has_shown_second_factor

CODE_SECONDS = 10 * 60  # How long a sign-in by code counts as an answer to "is it really you?".
# Pages by the names of their routes. These show everything:
ASK_EVERYBODY = frozenset({"account_export"})
BEGIN_DOWNLOAD = "download"  # In the address of the page that begins it.
# These are a second factor, or take it away: who has one shows it, a password alone does not do.
ASK_FOR_THE_APP = frozenset(
    {
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }
)
# These ask for the password by themselves, but let anybody in who has none:
ASK_THOSE_WITHOUT_PASSWORD = ASK_FOR_THE_APP | {
    "account_close",
    "account_delete",
    "account_email",
    "account_set_password",
    "mfa_activate_totp",
}


def must_show_app(request: HttpRequest) -> bool:
    """True when the page gives out or takes away a second factor that this session has not shown."""
    name = request.resolver_match.url_name if request.resolver_match else None
    if name not in ASK_FOR_THE_APP or not request.user.is_authenticated:
        return False
    return has_second_factor(request.user) and not has_shown_second_factor(request, request.user)


def must_ask_again(request: HttpRequest) -> bool:
    """True when the page of this request wants to know first whether it is really they."""
    name = request.resolver_match.url_name if request.resolver_match else None
    if name not in ASK_EVERYBODY | ASK_THOSE_WITHOUT_PASSWORD or not request.user.is_authenticated:
        return False
    if name in ASK_THOSE_WITHOUT_PASSWORD and request.user.has_usable_password():
        return False
    return not has_just_proved(request)


def has_just_proved(request: HttpRequest) -> bool:
    """True when the person typed their password or a code within the last minutes, in answer to that question."""
    if reauthentication.get_reauthentication_flows(request.user):
        return reauthentication.did_recently_reauthenticate(request)
    # allauth asks nothing of somebody who has neither a password nor an app.
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "code" and time.time() - record["at"] < CODE_SECONDS for record in records)


def _way_back(request: HttpRequest) -> str:
    """A page: one that begins a download would leave the question standing on the screen."""
    if request.resolver_match and request.resolver_match.url_name == "account_export":
        return f"{reverse('account_data')}?{BEGIN_DOWNLOAD}"
    return request.get_full_path() if request.method == "GET" else reverse("account_home")


def ask_again(request: HttpRequest) -> HttpResponse:
    """Leads to where one shows that it is really they, and back from there."""
    wanted = _way_back(request)
    if methods := get_adapter().get_reauthentication_methods(request.user):
        if request.method == "POST":
            return reauthentication.suspend_request(request, methods[0]["url"])
        return redirect(f"{methods[0]['url']}?{urlencode({'next': wanted})}")
    logout(request)  # Who has only their address signs in once more, by a code sent there.
    return redirect(f"{reverse('account_request_login_code')}?{urlencode({'next': wanted})}")
