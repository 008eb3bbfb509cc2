"""All settings in one file; the environment decides what differs between machines."""

from email.utils import parseaddr
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# -- what the environment says ------------------------------------------------------------------------------

# Three ways to run. Without DEBUG: embedded, for trying it out, with the pages that people get. DEBUG=1: the
# same with Django's own error pages, for developers. DEBUG=0: an installation, which must say who it is.
DEBUG = env.bool("DEBUG", default=False)
DEPLOYED = bool(env.str("DEBUG", default="")) and not DEBUG
DATABASE_URL = env.str("DATABASE_URL", default="")
REDIS_URL = env.str("REDIS_URL", default="")
DEMO = env.bool("DEMO", default=not DEPLOYED)


def _needed(name: str, embedded: Any) -> Any:
    """A setting that only an installation must name."""
    value = env.str(name, default="")
    if value or not DEPLOYED:
        return value or embedded
    raise ImproperlyConfigured(
        f"{name} is not set. With DEBUG=0 name SECRET_KEY, ALLOWED_HOSTS and PUBLIC_ORIGIN."
    )


SECRET_KEY = _needed("SECRET_KEY", "only-for-a-machine-of-your-own-" + "0" * 32)
HOST = env.str("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
# `HOST=0.0.0.0 make run` shows the demo to the tablets of a room, under whatever address they know.
EMBEDDED_HOSTS = "*" if HOST in ("0.0.0.0", "::") else f"localhost,127.0.0.1,[::1],{HOST}"
ALLOWED_HOSTS = _needed("ALLOWED_HOSTS", EMBEDDED_HOSTS).split(",")
PUBLIC_ORIGIN = _needed("PUBLIC_ORIGIN", "")  # for example https://ecabinet.example

# -- the application ----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "daphne",
    "ecabinet",
    "meetings",
    "ballots",
    "matters",
    "records",
    "people",
    "core",
    "channels",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ecabinet.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ecabinet.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ecabinet.middleware.RefusalsInWords",
]
ROOT_URLCONF = "ecabinet.urls"
ASGI_APPLICATION = "ecabinet.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "ecabinet.context.page",
            ],
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"]),
            ],
        },
    }
]

# -- data ---------------------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON;"
    ),
}


def _database() -> dict[str, Any]:
    if not DATABASE_URL:
        return {
            "ENGINE": "core.backends.sqlite3",
            "NAME": env.str("SQLITE_PATH", default=str(BASE_DIR / "db.sqlite3")),
            "OPTIONS": SQLITE_OPTIONS,
            # A file: the in-memory test database cannot be shared by threads that write at once.
            "TEST": {"NAME": str(BASE_DIR / "test.sqlite3")},
        }
    found: dict[str, Any] = env.db_url_config(DATABASE_URL)
    # Statements are prepared by the server after their second use: a fifth of the time of a page. A pool that
    # hands one connection to several clients between transactions cannot keep them: PREPARED_STATEMENTS=0.
    prepared = env.bool("PREPARED_STATEMENTS", default=True)
    binding = {"server_side_binding": prepared, "prepare_threshold": 1 if prepared else None}
    if prepared:  # No read of ours is so long that compiling it pays; for a list it once took half a second.
        binding["options"] = "-c jit=off"
    return {**found, "OPTIONS": {**binding, **found.get("OPTIONS", {})}}


# Requests worked on at once in one process: each in a lasting thread with its connection (ecabinet/lanes.py).
REQUESTS_AT_ONCE = env.int("REQUESTS_AT_ONCE", default=16)
DATABASES = {"default": {**_database(), "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# After how many minutes the clock of a speech warns; no regulation read so far says any number (mark "?").
SPEAKER_MINUTES = env.int("SPEAKER_MINUTES", default=5)
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media")))
PAPER_MAX_BYTES = env.int("PAPER_MAX_MB", default=50) * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# -- the journal's heads ------------------------------------------------------------------------------------

# The key that signs them; made when there is none. An installation keeps it where backups do not go.
JOURNAL_KEY_FILE = Path(env.str("JOURNAL_KEY_FILE", default=str(MEDIA_ROOT / "journal" / "key.pem")))
JOURNAL_OLD_KEYS = env.list("JOURNAL_OLD_KEYS", default=[])  # public keys of before, in hexadecimal
# Who gets every head: a folder, mailboxes, an address on the web; the last two outside of this house.
JOURNAL_HEADS_FOLDER = env.str("JOURNAL_HEADS_FOLDER", default=str(MEDIA_ROOT / "journal"))
JOURNAL_HEADS_MAIL = env.list("JOURNAL_HEADS_MAIL", default=[])
JOURNAL_HEADS_URL = env.str("JOURNAL_HEADS_URL", default="")

# -- live ---------------------------------------------------------------------------------------------------

if REDIS_URL:
    # The pubsub layer, not the core layer: with redis-py 8 the core layer's idle consumers die after five
    # seconds (channels_redis issue 422); tests/live/test_redis_layer.py holds this.
    from ecabinet.redis_link import host_of

    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [host_of(REDIS_URL)]},
        }
    }
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

# -- people -------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["people.backends.Accounts"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "sign_in"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_ENGINE = "ecabinet.sessions"

# -- mail ---------------------------------------------------------------------------------------------------

# EMAIL_URL says everything (smtp+tls://user:password@host:587), or EMAIL_HOST and its companions do. Without
# either the demonstration writes its messages to a folder; an installation keeps them waiting, as
# `check --deploy` says.
EMAIL_URL = env.str("EMAIL_URL", default="")
EMAIL_HOST = env.str("EMAIL_HOST", default="")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
elif EMAIL_HOST:
    EMAIL_PORT = env.int("EMAIL_PORT", default=25)
    EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
    EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
    EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
    EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=False)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MEDIA_ROOT / "mail"
MAIL_READY = bool(EMAIL_URL or EMAIL_HOST) or not DEPLOYED
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="eCabinet <ecabinet@localhost>")
# To which calendars send their replies; the mail server hands them to `manage.py receive_calendar_reply`.
CALENDAR_ADDRESS = env.str("CALENDAR_ADDRESS", default=parseaddr(DEFAULT_FROM_EMAIL)[1])

# The clock (`ecabinet/clock.py`) is a thread of `manage.py serve` while embedded; an installation runs
# `manage.py clock` beside its web processes.
CLOCK = env.bool("CLOCK", default=not DEPLOYED)
# Days after which the clock deletes what was typed into the sheet of a ballot that is over; 0: never.
DRAFTS_KEPT_DAYS = env.int("DRAFTS_KEPT_DAYS", default=90)
# The same for messages that were sent or given up, and for private notes on the items of a meeting that is
# over. No text that was read says how long ("?"): settings of this system, and the pages say so.
NOTICES_KEPT_DAYS = env.int("NOTICES_KEPT_DAYS", default=365)
ITEM_NOTES_KEPT_DAYS = env.int("ITEM_NOTES_KEPT_DAYS", default=365)

# -- signatures ---------------------------------------------------------------------------------------------

# Where the keys are: `files` (PKCS#12 in SIGNING_DIR: for trying it out), `token` (a PKCS#11 device),
# `elsewhere`
# (nobody signs here: the file is downloaded, signed with the signatory's own device, and uploaded).
SIGNING = env.str("SIGNING", default="elsewhere" if DEPLOYED else "files")
# Of every signatory, by the account's name (a seal: seal-<key of the agency>): .p12, the key; .crt,
# certificates that
# an uploaded signature may bear; .png, the picture. Beside the papers, never served.
SIGNING_DIR = Path(env.str("SIGNING_DIR", default=str(MEDIA_ROOT.parent / "signers")))
SIGNING_PASSPHRASE = env.str("SIGNING_PASSPHRASE", default="" if DEPLOYED else "trinh-dien-2019")
PKCS11_MODULE = env.str("PKCS11_MODULE", default="")
PKCS11_TOKEN = env.str("PKCS11_TOKEN", default="")
PKCS11_PIN = env.str("PKCS11_PIN", default="")
# Files or folders of certificates (PEM) whom this house trusts, authorities of timestamps among them.
TRUST_ROOTS = [
    Path(each)
    for each in env.list("TRUST_ROOTS", default=[] if DEPLOYED else [str(SIGNING_DIR / "authority.crt")])
]
# An RFC 3161 service; without one signatures say that no independent clock vouches for their time.
TIMESTAMP_URL = env.str("TIMESTAMP_URL", default="")
RECORD_MAX_BYTES = env.int("RECORD_MAX_MB", default=20) * 1024 * 1024

# -- language and time --------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# -- files of the pages -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not DEPLOYED
WHITENOISE_MIMETYPES = {".mjs": "text/javascript", ".woff2": "font/woff2"}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if not DEPLOYED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# -- security -----------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "object-src": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE = PUBLIC_ORIGIN.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN] if PUBLIC_ORIGIN else []
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    # What it finds wrong with a file that somebody looks at is the answer, not an event.
    "loggers": {name: {"level": "CRITICAL"} for name in ("pyhanko", "pyhanko_certvalidator", "pypdf")},
}
