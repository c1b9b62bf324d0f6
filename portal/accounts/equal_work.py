"""Work that is done for one address only because the other costs it: for an unknown one mostly.

An answer that came sooner for one of them would tell who has an account.
"""

from typing import Any

from allauth.account.internal.flows.signup import get_signup_url
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import translation

from portal.mail.rendering import render_letter

from .models.user import User

# What one or another is written who asks at the same door.
LETTERS_OF_A_DOOR = (
    {"unknown_account", "login_code", "password_reset_key"},
    {"account_already_exists", "email_confirmation_signup"},
)


def work_of_a_link(request: HttpRequest, language: str) -> None:
    """Does the work of the link in the e-mail to a stranger."""
    translate_url(get_signup_url(request), language)


def work_of_other_letters(name: str, language: str, context: dict[str, Any]) -> None:
    """Puts into words what somebody else would be written at the door of this letter: letters differ in length."""
    others = [other for letters in LETTERS_OF_A_DOOR if name in letters for other in sorted(letters - {name})]
    if not others:
        return
    with translation.override(language):
        site = settings.WAGTAILADMIN_BASE_URL
        key = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "made-up"})
        made_up = {
            "signup_url": site + reverse("account_signup"),
            "password_reset_url": site + key,
            "activate_url": site + reverse("account_confirm_email", args=["made-up"]),
            "code": "MADE-UP",
        }
    for other in others:
        render_letter(language, f"mail/account/{other}", {**made_up, **context})


def work_of_a_code() -> None:
    """Does the work of reading up who asked for a code."""
    User.objects.filter(pk=0).first()


def work_of_a_second_look(email: str) -> None:
    """Does the work of looking for an address among accounts when nobody has confirmed it."""
    User.objects.filter(email=email).first()


def work_of_a_person() -> None:
    """Does the work of finding the person behind an account."""
    User.objects.filter(pk=0).first()
