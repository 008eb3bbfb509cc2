"""All settings in one file; the environment decides what differs between machines."""

from email.utils import parseaddr
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from ecabinet.headers import TWO_YEARS, page_policy

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

# A government's single sign-on (OpenID Connect): its issuer, and what it knows this house by. Nobody gets an
# account by it: the claim names the account that exists.
SSO_ISSUER = env.str("SSO_ISSUER", default="")
SSO_NAME = env.str("SSO_NAME", default="SSO")
SSO_CLAIM = env.str("SSO_CLAIM", default="preferred_username")
SSO_APPS = ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"] if SSO_ISSUER else []

INSTALLED_APPS = [
    # Lets `runserver` speak to sockets; a deployment's commands do without its 25 MB (they have `serve`).
    *(["daphne"] if DEBUG else []),
    "ecabinet",
    "meetings",
    "ballots",
    "matters",
    "records",
    "people",
    "core",
    "channels",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *SSO_APPS,  # their libraries are loaded only where there is one
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "ecabinet.headers.BrowserPolicies",
    "ecabinet.logs.Refusals",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ecabinet.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ecabinet.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ecabinet.middleware.RefusalsInWords",
    "ecabinet.gate.StateSecretsStayOutside",
]
ROOT_URLCONF = "ecabinet.urls"
ASGI_APPLICATION = "ecabinet.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
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

# Django's admin, to read, for the operator alone and without contents (`ecabinet/admin.py`); once it is on,
# run `manage.py migrate`.
ADMIN_ENABLED = env.bool("ADMIN_ENABLED", default=False)
if ADMIN_ENABLED:
    INSTALLED_APPS += ["django.contrib.admin.apps.SimpleAdminConfig"]
    _options = TEMPLATES[0]["OPTIONS"]
    _options["context_processors"] += ["django.contrib.auth.context_processors.auth"]
    _options["loaders"][0][1].append("django.template.loaders.app_directories.Loader")

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
# Whether an upload waits for an answer also where it tells no more than its author's name.
PAPER_AUTHOR_ASKED = env.bool("PAPER_AUTHOR_ASKED", default=False)
# What one person may upload in an hour (core/intake.py): twice the papers of a large session, and more bytes
# than a clerk sends in a day. So much room on the disk is left for the database: more than all requests of
# two processes could write between the look at the disk and the writing.
UPLOADS_PER_HOUR = env.int("UPLOADS_PER_HOUR", default=600)
UPLOAD_MB_PER_HOUR = env.int("UPLOAD_MB_PER_HOUR", default=15_000)
UPLOAD_FREE_MB = env.int("UPLOAD_FREE_MB", default=2048)
# `internet`: what bears a mark of state secrecy (Mật and above) is refused; `lan`, an independent network
# without any link to the Internet: pages say that it bears one.
PROFILE = env.str("PROFILE", default="internet")
# Of one request: fields, files, and the bytes of what is no file (`ecabinet/edge.py` judges whole bodies).
DATA_UPLOAD_MAX_NUMBER_FIELDS, DATA_UPLOAD_MAX_NUMBER_FILES = 2000, 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# -- the journal's heads ------------------------------------------------------------------------------------

# The key that signs them; made when there is none. An installation keeps it where backups do not go.
JOURNAL_KEY_FILE = Path(env.str("JOURNAL_KEY_FILE", default=str(MEDIA_ROOT / "journal" / "key.pem")))
JOURNAL_OLD_KEYS = env.list("JOURNAL_OLD_KEYS", default=[])  # public keys of before, in hexadecimal
# Who gets every head: a folder, mailboxes, an address on the web; the last two outside of this house.
JOURNAL_HEADS_FOLDER = env.str("JOURNAL_HEADS_FOLDER", default=str(MEDIA_ROOT / "journal"))
JOURNAL_HEADS_MAIL = env.list("JOURNAL_HEADS_MAIL", default=[])
JOURNAL_HEADS_URL = env.str("JOURNAL_HEADS_URL", default="")

# Into which folder backups are written; only their age is looked at (`manage.py doctor`).
BACKUP_DIR = env.str("BACKUP_DIR", default="")

# -- what processes remember together -----------------------------------------------------------------------

# Counts of failed attempts, codes that were used: kept in the database, so that several processes share them
# and nothing else has to be up for signing in.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_remembered",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

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

# How many sockets one person may keep open on one kind of page in one process; the oldest gives way. 0: any
# number.
SOCKETS_PER_PERSON = env.int("SOCKETS_PER_PERSON", default=5)

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
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds from signing in, whatever happens meanwhile
SESSION_ENGINE = "people.accounts.sessions"
# Minutes without a sign of life after which a session of this duty ends.
IDLE_MINUTES = {"clerk": 30, "head": 30, "people": 30}
# At how many places one person may be signed in at once, and by duty where it differs ("clerk=3,people=2");
# 0: any number. A further one always begins, and the one silent for longest ends (people.accounts.at_once).
SESSIONS_AT_ONCE = env.int("SESSIONS_AT_ONCE", default=5)
SESSIONS_AT_ONCE_FOR = {
    duty: int(places) for duty, places in env.dict("SESSIONS_AT_ONCE_FOR", default={}).items()
}

# Accounts are made by the house: nobody signs up, nobody resets a password by mail (django-allauth).
ACCOUNT_ADAPTER = "people.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_DISPLAY = "people.accounts.adapter.display"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds for which a confirmation is enough to change keys
# Limits count what fails: a room of ministers behind one address signs in at once (accounts/adapter.py).
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "40/5m/ip,60/h/key",
    "login_failed_here": "5/5m/key",
    "login_failed_known_device": "10/5m/key",
    "reauthenticate": "20/m/user",
    "invitation": "60/m/ip",
}
# Hours for which the link of an invitation works.
INVITATION_HOURS = env.int("INVITATION_HOURS", default=72)
SOCIALACCOUNT_ADAPTER = "people.accounts.sso.Existing"
SOCIALACCOUNT_LOGIN_ON_GET = True  # the answer is bound to the browser that asked (state, nonce, PKCE)
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "people.accounts.sso.SingleSignOn",
        "APPS": [
            {
                "provider_id": "sso",
                "name": SSO_NAME,
                "client_id": env.str("SSO_CLIENT_ID", default="ecabinet"),
                "secret": env.str("SSO_CLIENT_SECRET", default=""),
                "settings": {
                    "server_url": SSO_ISSUER,
                    "scope": ["openid", "profile"],
                    "uid_field": SSO_CLAIM,
                },
            }
        ],
    }
}
# Second factors: an app with codes, passkeys (the device asks for a finger, a face or a PIN), recovery codes.
MFA_ADAPTER = "people.accounts.keys.KeysAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are for messages; no account depends on one
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "e-Cabinet"
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
# Duties (clerk, head, auditor, operator, people) and roles at a seat (holder, assistant, deputy) that may do
# nothing with a password alone. The demonstration asks nobody.
SECOND_FACTOR_FOR = env.list("SECOND_FACTOR_FOR", default=[])
# How many proxies of ours stand in front and set X-Forwarded-For; without any it is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if DEPLOYED else 0)

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

# Changes of people and offices that a second person confirms (`people.administration.changes`); what is not
# named takes effect when it is entered. ASVS 5.0, 2.3.5 asks for a second person; no text that was read says
# which acts of the house need one ("?"): a setting of this system.
PEOPLE_FOUR_EYES = env.list(
    "PEOPLE_FOUR_EYES",
    default=[
        *("duty.given", "duty.ended", "person.suspended", "person.reinstated"),
        *("appointment.made", "appointment.ended"),
        *("seat.created", "seat.corrected", "seat.ended"),
        "person.invited",  # a new way in for an account that has one
    ],
)
if "person.duty" in PEOPLE_FOUR_EYES:  # its name while a person had one duty, without days
    PEOPLE_FOUR_EYES += ["duty.given", "duty.ended"]
# Days for which a proposal waits for its second person; 0: for ever. No text that was read says how long
# ("?"): practice of this house. An urgent suspension that holds already never lapses
# (people.administration.rules).
PROPOSAL_DAYS = env.int("PROPOSAL_DAYS", default=7)

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
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# -- files of the pages -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not DEPLOYED
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site has any use for our files
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

CONTENT_SECURITY_POLICY = {"DIRECTIVES": page_policy(PUBLIC_ORIGIN)}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE = PUBLIC_ORIGIN.startswith("https://")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # of http browsers take localhost alone
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
# `__Host-`: a browser takes them only over https, from this very host, for all of its paths.
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrftoken"
CSRF_COOKIE_HTTPONLY = True  # forms carry the token; no script reads the cookie
LANGUAGE_COOKIE_SECURE = SECURE
DEVICE_COOKIE_NAME = "__Host-device" if SECURE else "device"
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN] if PUBLIC_ORIGIN else []
SECURE_HSTS_SECONDS = TWO_YEARS if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "ecabinet.logs.JsonLines"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json" if DEPLOYED else "line"},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        # What it finds wrong with a file that somebody looks at is the answer, not an event.
        **{name: {"level": "CRITICAL"} for name in ("pyhanko", "pyhanko_certvalidator", "pypdf")},
        # Every refusal leaves one line of our own (`ecabinet/logs.py`), without the address.
        "django": {"handlers": []},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
    },
}
