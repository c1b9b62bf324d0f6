"""Work that is done for an unknown address only because a known one costs it.

An answer that came sooner for one of them would tell who has an account.
"""

from allauth.account.internal.flows.signup import get_signup_url
from allauth.account.models import EmailAddress
from django.http import HttpRequest
from django.urls import translate_url

from .models.user import User


def work_of_a_reset(email: str) -> None:
    """Does the work that making the key of a link takes more than looking up the language of a stranger."""
    EmailAddress.objects.filter(user_id=None, email=email).exists()


def work_of_a_link(request: HttpRequest, language: str) -> None:
    """Does the work of the link in the e-mail to a stranger."""
    translate_url(get_signup_url(request), language)


def work_of_a_code() -> None:
    """Does the work of reading up who asked for a code."""
    User.objects.filter(pk=0).first()


def work_of_a_person() -> None:
    """Does the work of finding the person behind an account."""
    User.objects.filter(pk=0).first()
