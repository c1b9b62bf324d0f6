"""Secrets that lie sealed in the database: who reads a stolen copy of it alone cannot use them."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SEAL = "fernet:"  # What a sealed text begins with; none of those kept before does.


def seal(text: str) -> str:
    """A text as it may lie in the database: sealed with a key made from SECRET_KEY."""
    return SEAL + _box().encrypt(text.encode()).decode()


def unseal(kept: str) -> str:
    """The text again, also one sealed under a former key (SECRET_KEY_FALLBACKS) or kept in clear before there were
    seals.

    Raises InvalidToken when none of the keys made the seal.
    """
    if not kept.startswith(SEAL):
        return kept
    return _box().decrypt(kept.removeprefix(SEAL)).decode()


def _box() -> MultiFernet:
    return MultiFernet(
        [Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portal.accounts.sealing").derive(
        secret.encode()
    )
    return base64.urlsafe_b64encode(derived)
