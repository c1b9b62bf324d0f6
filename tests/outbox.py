"""Letters as their readers get them."""

from django.db.models import QuerySet

from portal.mail.models import Letter
from portal.mail.rendering import render_facts


def written_letters() -> QuerySet[Letter]:
    """All letters of the outbox, each in words, as the sender puts them before it delivers."""
    for letter in Letter.objects.unfinished().filter(text="").exclude(writer=""):
        assert render_facts(letter), f"{letter.key}: nothing to say"
    return Letter.objects.all()
