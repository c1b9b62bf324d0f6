"""The one form of an e-mail address, in which the portal keeps, compares and writes to it.

`user@почта.қаз` and `user@xn--80a1acny.xn--80ao21a` are one mailbox, and browsers send now the one, now the other.
Kept is the ASCII form in small letters (RFC 5891's A-labels): it goes into a letter's envelope as it is, and any
database compares it rightly without knowing the case of Cyrillic. People read the other one: `readable`.
"""

from typing import Any

import idna
from django import forms
from django.db import models

LONGEST = 254  # Signs of an address: RFC 5321, erratum 1690.
LONGEST_DOMAIN = 253  # RFC 1035, in its ASCII form.
SHORTEST_WITH_LAST_LETTER = 4  # Of a shorter name first and last letter would tell too much.


def one_form(address: str) -> str:
    """The address in the form that is kept. What is no address comes back in small letters,
    for validators to refuse.
    """
    local, at, domain = address.strip().rpartition("@")
    return f"{local}{at}{_ascii(domain)}".lower()


def readable(address: str) -> str:
    """The address as people write it, with the letters of its own language in the domain."""
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{idna.decode(domain)}"
    except UnicodeError:  # idna's own errors are among these.
        return address


def masked(address: str, *, beside: str = "") -> str:
    """What tells an address to its owner and to nobody else: the first letter, and the domain as people write it; the
    last letter, too, where another address that it stands `beside` would look the same.
    """
    local, _at, domain = readable(address).rpartition("@")
    short = f"{local[:1]}•••@{domain}"
    is_long = len(local) >= SHORTEST_WITH_LAST_LETTER
    return f"{local[:1]}•••{local[-1]}@{domain}" if is_long and beside and masked(beside) == short else short


def _ascii(domain: str) -> str:
    if len(domain) > LONGEST_DOMAIN:
        return domain
    try:
        # As browsers do (UTS 46): capitals become small, wide dots become dots.
        return idna.encode(domain, uts46=True).decode("ascii")
    except UnicodeError:
        return domain


class AddressField(models.EmailField):
    """A column of addresses: whatever is written to it or looked for in it takes the one form first."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return one_form(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return one_form(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": AddressFormField, **kwargs})

    def deconstruct(self) -> tuple:
        """The column is that of an EmailField: migrations need not know more."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs


class AddressFormField(forms.EmailField):
    """A field to type an address into, as long as one is kept."""

    def __init__(self, *, max_length: int = LONGEST, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return one_form(super().to_python(value) or "")
