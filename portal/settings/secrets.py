"""Secrets that an installation makes for itself when nobody gives it any."""

import os
import secrets
from pathlib import Path


def secret_kept_in(path: Path, length: int = 50) -> str:
    """Returns the secret kept in `path`; makes a random one, readable by the owner alone, the first time."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        secret = secrets.token_urlsafe(length)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # Another process was faster.
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as file:
            file.write(secret)
        return secret
