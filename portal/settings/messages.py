"""Settings for collecting interface texts: the only place where they go is MESSAGES_DIR."""

from .test import *
from .test import env

LOCALE_PATHS = [env("MESSAGES_DIR")]
