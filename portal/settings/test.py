"""Settings for tests: fast, offline, on a database file that concurrent writers can share."""

import os
import tempfile
from pathlib import Path

from .base import *
from .base import DATABASES, env

SECRET_KEY = "only-for-tests"  # noqa: S105 Nothing is secret in tests.
ALLOWED_HOSTS = ["*"]
IS_DEMO = False
STAFF_NEED_SECOND_FACTOR = False
# All processes of a run keep their databases and files in one folder: each inherits it from the first.
os.environ["VAR_DIR"] = env("VAR_DIR", default="") or tempfile.mkdtemp(prefix="portal-tests-")
VAR_DIR = Path(os.environ["VAR_DIR"])

DOOR_TICK_SECONDS = 0

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
WAGTAILADMIN_BASE_URL = "http://testserver"

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # In memory, concurrent writers fail with "database table is locked".
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "tests.sqlite3")}
    # Two hundred writers at once on a busy machine wait for their turn longer than a visitor would.
    DATABASES["default"]["OPTIONS"]["timeout"] = 180

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
FILES = "portal.media.storage.WholeFileStorage"
STORAGES = {
    "default": {"BACKEND": FILES, "OPTIONS": {"location": str(VAR_DIR / "media"), "base_url": "/media/"}},
    "private": {"BACKEND": FILES, "OPTIONS": {"location": str(VAR_DIR / "private"), "base_url": None}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
