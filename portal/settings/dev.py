"""Settings for `make run`: the portal as in production, with demo content, on plain HTTP, mail to the console and disk.

`DEBUG=1 make run` shows Django's own error pages and reloads templates.
"""

from .base import *
from .base import VAR_DIR, env
from .secrets import secret_kept_in

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or secret_kept_in(VAR_DIR / "secret-key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
IS_DEMO = True
STAFF_NEED_SECOND_FACTOR = False

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
WAGTAILADMIN_BASE_URL = env("PUBLIC_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}")

SECURITY_CONTACT = env("SECURITY_CONTACT", default="mailto:security@example.org")
if not env("EMAIL_URL", default=""):
    EMAIL_BACKEND = "portal.mail.backends.ConsoleAndDiskBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
