"""Settings that are safe for production. `dev` and `test` relax them, never the other way round.

What an installation chooses comes from the environment; docs/settings.md lists every name.
"""

from pathlib import Path
from zoneinfo import available_timezones

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .caches import LOCAL, with_redis
from .release import release_of
from .uploads import *

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # Former keys, while it is changed.
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
IS_DEMO = False

INSTALLED_APPS = [
    # From the ground up: a room may import only from rooms above it in this list (see docs/architecture.md).
    "portal.localisation",
    "portal.demo",
    "portal.sheets",
    "portal.look",
    "portal.web",
    "portal.health",
    "portal.backup",
    "portal.clock",
    "portal.caching",
    "portal.mail",
    "portal.listing",
    "portal.accounts",
    "portal.media",
    "wagtail.contrib.redirects",  # Before portal.content, which clears up after it.
    "portal.content",
    "portal.journal",
    "portal.discovery",
    "portal.translation",
    "portal.editing",
    "portal.navigation",
    "federation.directory",
    "federation.people",
    "federation.membership",
    "resources",
    "federation.workshops",
    "federation.news",
    "federation.desk",
    "home",
    "search",
    # Libraries.
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.accounts.wagtail_users.PortalUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rules.apps.AutodiscoverRulesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

# Longer than such an answer takes, but for a hash of a password, and less than anybody minds.
DOOR_TICK_SECONDS = 0.25
MIDDLEWARE = [
    "portal.accounts.middleware.SteadyDoorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.web.middleware.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.web.middleware.CompressPublicMiddleware",
    # Who has an answer already is told so in a few bytes. It reads what CacheHeadersMiddleware wrote.
    "django.middleware.http.ConditionalGetMiddleware",
    "portal.web.middleware.CacheHeadersMiddleware",
    "portal.web.middleware.ErrorPagesMiddleware",
    "portal.web.middleware.DatabaseAwayMiddleware",  # Before anybody asks the database.
    "portal.web.middleware.BeginStreamMiddleware",
    "portal.media.middleware.WholeMiddleware",  # Outside of all that answers a form or fails.
    "portal.web.input.CleanAddressMiddleware",
    "portal.web.middleware.OddAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.web.middleware.SameOriginMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.SecondFactorMiddleware",  # Before anybody asks who it is.
    "portal.accounts.middleware.HistoryMiddleware",
    "portal.accounts.middleware.KeptFormsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.limits.LimitMiddleware",
    "portal.accounts.middleware.StepUpMiddleware",
    "portal.accounts.middleware.RefusedIsNotFoundMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.accounts.middleware.AdminDoorsMiddleware",
    "portal.content.middleware.PublicRedirectMiddleware",
    "portal.editing.middleware.OwnTextMiddleware",
    "portal.translation.middleware.HalfTranslatedMiddleware",
    "portal.web.admin_requests.AdminRequestMiddleware",
    "portal.web.input.CleanFormMiddleware",  # It reads a form only when nothing above refuses the request.
    "portal.web.retries.AgainMiddleware",  # Last: what it runs again is the view alone.
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "portal.navigation.context_processors.navigation",
            ],
        },
    },
]
FORM_RENDERER = "portal.web.forms.PortalRenderer"

# --- Data ---------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # SQLite makes its file, but not the folder: without it every command of a fresh clone would fail.
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # IMMEDIATE takes the write lock when a transaction begins, so that "count, then write" is safe (ADR 0003).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    }
else:
    # Django's own, but in a web process nobody waits for a server that has gone silent.
    DATABASES["default"]["ENGINE"] = "portal.web.postgresql"
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Seconds; without it a dead network keeps every request for minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    # Seconds of silence after which a worker asks whether the machine of its database is still there.
    DATABASES["default"]["OPTIONS"].setdefault("keepalives_idle", 30)
    DATABASES["default"]["OPTIONS"].setdefault("keepalives_interval", 10)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHE_URL = env("CACHE_URL", default="")
CACHES = with_redis(env.cache_url("CACHE_URL"), release_of(BASE_DIR)) if CACHE_URL else LOCAL
CACHE_SECONDS = env.float("CACHE_SECONDS", default=0.04)  # To connect to Redis, and again for its answer.

# Places as text: what deletes a file later is a task, and a task is written as JSON.
STORAGES = {
    "default": {
        "BACKEND": "portal.media.storage.WholeFileStorage",
        "OPTIONS": {"location": str(VAR_DIR / "media"), "base_url": "/media/"},
    },
    # Never served by a web server: only our own views, which ask who is reading, open these.
    "private": {
        "BACKEND": "portal.media.storage.WholeFileStorage",
        "OPTIONS": {"location": str(VAR_DIR / "private"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PICTURE_SOURCES = [SELF, "data:"]  # Where pages may show pictures from, as the browser is told.
if S3_BUCKET := env("S3_BUCKET", default=""):
    S3_OPTIONS = {
        "bucket_name": S3_BUCKET,
        "endpoint_url": env("S3_ENDPOINT", default=None),
        "file_overwrite": False,
    }
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**S3_OPTIONS, "location": "media", "querystring_auth": False},
    }
    PICTURE_SOURCES.append(S3_OPTIONS["endpoint_url"] or f"https://{S3_BUCKET}.s3.amazonaws.com")
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**S3_OPTIONS, "location": "private", "querystring_expire": 60},
    }
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "portal" / "static"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Seconds: how often worker and clock give a sign of life, after how much silence what they hold is free, and how long
# they may finish what they have in hand when they are asked to end.
PROCESS_HEARTBEAT_SECONDS = env.float("PROCESS_HEARTBEAT_SECONDS", default=5)
PROCESS_LEASE_SECONDS = env.float("PROCESS_LEASE_SECONDS", default=30)
PROCESS_GRACE_SECONDS = env.float("PROCESS_GRACE_SECONDS", default=8)

# Nodes of one Elasticsearch 9 cluster; without any, the database answers.
SEARCH_HOSTS = env.list("SEARCH_URL", default=[])
SEARCH_INDEX = env("SEARCH_INDEX", default="portal")  # Two portals of one cluster need two names.
SEARCH_CA_FILE = env("SEARCH_CA_FILE", default="")

# --- Languages and time -------------------------------------------------------------------------------------

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES  # Wagtail's own list has no Kazakh.
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_JOBS = {"BACKEND": "portal.translation.backends.WorkersBackend"}
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # Else a translation goes live with its source's text.
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"  # The one time zone of Kazakhstan since 1 March 2024, UTC+5.
# The zones of continents and oceans. The other names of the system's table are old, or, as "localtime", no browser's.
WAGTAIL_USER_TIME_ZONES = sorted(name for name in available_timezones() if "/" in name)
LOCALE_PATHS = [BASE_DIR / "portal" / "locale", BASE_DIR / "portal" / "library_locale"]
FORMAT_MODULE_PATH = "portal.formats"

# --- Who is who ---------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
MFA_ADAPTER = "portal.accounts.adapters.MFAAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.account.LoginForm",
    "signup": "portal.accounts.forms.account.SignupForm",
    "add_email": "portal.accounts.forms.account.AddEmailForm",
    "change_password": "portal.accounts.forms.account.ChangePasswordForm",
    "set_password": "portal.accounts.forms.account.SetPasswordForm",
    "reset_password": "portal.accounts.forms.account.ResetPasswordForm",
    "reset_password_from_key": "portal.accounts.forms.account.ResetPasswordKeyForm",
    "user_token": "portal.accounts.forms.account.UserTokenForm",
    "reauthenticate": "portal.accounts.forms.account.ReauthenticateForm",
    "request_login_code": "portal.accounts.forms.account.RequestLoginCodeForm",
    "confirm_login_code": "portal.accounts.forms.account.ConfirmLoginCodeForm",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "portal.accounts.backends.ResetKeys"  # noqa: S105 The name of a class.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # Only in the browser that signed up.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # Seconds; letters may be slow.
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# What anybody can try is counted by portal.accounts.limits, which shuts out nobody else (ADR 0013), and so not by
# allauth.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "reauthenticate": None,
    "change_password": None,
    "signup": None,
    "request_login_code": None,
    "reset_password": None,
    "confirm_email": None,
    "login_failed": None,
    "reset_password_from_key": "100/m/ip",  # A class of librarians behind one address was invited.
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.account.AuthenticateForm",
    "reauthenticate": "portal.accounts.forms.account.ReauthenticateByCodeForm",
    "activate_totp": "portal.accounts.forms.account.ActivateTOTPForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # Else nobody with a second factor could change their address; the old one holds.
)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kitaphanalar federatsiyasy"
STAFF_NEED_SECOND_FACTOR = True

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = False  # Wagtail's admin reads it.
CSRF_FAILURE_VIEW = "portal.web.errors.foreign_request"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # Monitoring asks each process by itself, behind the proxy.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame of its own origin.

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": PICTURE_SOURCES,
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort")
}

# --- Letters ------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="portal@example.org")
# Dotted name of the function from a language to the federation's address; "" where it has none.
ADDRESS_FOR_ANSWERS = "home.pages.address_for_answers"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_CONFIG = env.email("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 15
# What a killed sender had in hand is free after the lease; the heartbeat renews it, well before it ends.
LETTER_LEASE_SECONDS = env.float("LETTER_LEASE_SECONDS", default=30)
LETTER_HEARTBEAT_SECONDS = env.float("LETTER_HEARTBEAT_SECONDS", default=5)
SECURITY_CONTACT = env("SECURITY_CONTACT", default="")  # For security.txt; without it there is none.

# --- Wagtail ------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = _("Federation of Libraries")
WAGTAILADMIN_BASE_URL = env("PUBLIC_URL", default="http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "media.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.PortalDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.media.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # Files are downloaded, never opened as a page of ours.
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "zip"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False  # Users are invited; nobody types another's password.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_AUTO_UPDATE_PREVIEW = True
# Of facts; of what is older, the last of each month is kept.
VERSIONS_KEPT_DAYS = env.int("VERSIONS_KEPT_DAYS", default=365)
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.editing.backends"}}
TAGGIT_CASE_INSENSITIVE = True

# --- Logs ---------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"hide_secrets": {"()": "portal.web.secret_words.HideSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["hide_secrets"]},
        "warnings": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "level": "WARNING",
            "filters": ["hide_secrets"],
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "portal": {"level": "INFO"},
        # The worker sets these to INFO by itself: two lines for each task would drown everything else.
        "django_tasks": {"handlers": ["warnings"], "propagate": False},
        "django_tasks_db": {"handlers": ["warnings"], "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # SameOriginMiddleware is Django's CSRF middleware and more (ADR 0004).
    "security.W019",  # Wagtail shows previews in a frame of its own origin.
]
