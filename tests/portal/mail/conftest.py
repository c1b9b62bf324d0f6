"""A real mail server, and letters that are facts until a sender takes them."""

import environ
import pytest

from portal.mail.models import Letter
from portal.mail.registry import WRITERS
from portal.mail.sending import DeferredLetter, send_all_later
from tests.faults.smtp import MailServer

TEMPLATE = "mail/account/invitation"


def use(settings, server: MailServer, sign_in: bool = False) -> None:
    url = server.url.replace("//", "//portal:word@") if sign_in else server.url
    for name, value in environ.Env.email_url_config(url).items():
        setattr(settings, name, value)


@pytest.fixture
def server(settings):
    settings.EMAIL_TIMEOUT = 0.5
    with MailServer() as server:
        use(settings, server)
        yield server


@pytest.fixture
def writer(monkeypatch):
    """A writer of tests; facts say what it does."""

    def write(facts):
        if facts.get("is_broken"):
            raise KeyError(facts["is_broken"])
        if facts.get("is_gone"):
            return None
        return TEMPLATE, {"address": "reader@example.org", "url": "http://testserver/"}

    monkeypatch.setitem(WRITERS, "tests.letter", write)
    return "tests.letter"


@pytest.fixture
def post(writer):
    """Writes so many letters as facts."""

    def post(count: int, **facts) -> list[Letter]:
        send_all_later(
            DeferredLetter(
                f"k{number}", f"reader{number}@example.org", "kk", writer, {"number": number, **facts}
            )
            for number in range(count)
        )
        return list(Letter.objects.order_by("pk"))

    return post
