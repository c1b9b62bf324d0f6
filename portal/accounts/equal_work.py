"""Work that is done for one address only because the other costs it: for an unknown one mostly.

An answer that came sooner for one of them would tell who has an account.
"""

from allauth.account.internal.flows.signup import get_signup_url
from django.http import HttpRequest

from .models.user import User


def work_of_a_link(request: HttpRequest) -> None:
    """Does the work of the link in the e-mail to a stranger."""
    get_signup_url(request)


def work_of_a_code() -> None:
    """Does the work of reading up who asked for a code."""
    User.objects.filter(pk=0).first()


def work_of_a_second_look(email: str) -> None:
    """Does the work of looking for an address among accounts when nobody has confirmed it."""
    User.objects.filter(email=email).first()


def work_of_a_person() -> None:
    """Does the work of finding the person behind an account."""
    User.objects.filter(pk=0).first()
