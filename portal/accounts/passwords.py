"""The one form of a password in which it is hashed.

Keyboards write й as one sign or as и with a breve: the same letter in Unicode, other bytes. A password is hashed in the
form that RFC 8265 (PRECIS, OpaqueString) asks for, NFC, which changes nothing but the spelling of the same letters.
Nothing else is changed or taken out.
"""

import unicodedata


def one_form(password: str) -> str:
    """The password as it is hashed."""
    return unicodedata.normalize("NFC", password)


def forms_of(password: str) -> list[str]:
    """The forms that a hash may have been made of, the one of today first: formerly it was whatever was typed."""
    return list(dict.fromkeys([one_form(password), password, unicodedata.normalize("NFD", password)]))
