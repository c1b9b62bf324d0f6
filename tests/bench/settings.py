"""The demonstration's settings plus a stopwatch and a bare view to compare with."""

from portal.settings.dev import *
from portal.settings.dev import MIDDLEWARE

MIDDLEWARE = ["tests.bench.stopwatch.StopwatchMiddleware", *MIDDLEWARE]
ROOT_URLCONF = "tests.bench.urls"
