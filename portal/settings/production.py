"""Settings for a public installation. Everything that must be chosen fails loudly when it is missing."""

from .base import *
from .base import env

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = env("PUBLIC_URL").rstrip("/")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL")
IS_DEMO = env.bool("IS_DEMO", default=False)
