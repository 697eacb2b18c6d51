"""Every setting of the newsroom, read from the environment.

Without any variable it is the embedded newsroom: SQLite and files in var/, no server beside it.
docs/settings.md lists the variables.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from foundation.secrets import read_or_make

# Lets admin classes and forms name their model in brackets, as mypy asks.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str | None = None) -> str:
    """Value of the variable; without a default it must be set. Raises ImproperlyConfigured."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name} in the environment.")
    return value


def env_flag(name: str, default: str = "0") -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off. Raises ImproperlyConfigured for others."""
    value = env(name, default).lower()
    if value not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")
    return value in {"1", "true", "yes", "on"}


def env_number(name: str, default: str) -> float:
    """The variable as a number of at least 0. Raises ImproperlyConfigured for others."""
    value = env(name, default)
    try:
        number = float(value.replace("_", ""))
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise ImproperlyConfigured(f"{name} is {value!r}; write a number such as {default}.")
    return number


def env_object(name: str) -> dict[str, Any]:
    """The variable as a JSON object; empty where it is not set. Raises ImproperlyConfigured for others."""
    try:
        found = json.loads(env(name, "") or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f'{name} is no JSON object; write it like {{"bucket_name": "newsroom"}}.')
    return found


# --- where things lie -----------------------------------------------------------------------------
VAR_DIR = Path(env("VAR_DIR", "") or BASE_DIR / "var")
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # drafts and password hashes lie in it
DATABASE_URL = env("DATABASE_URL", f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}")
REDIS_URL = env("REDIS_URL", "")
CACHE_URL = env("CACHE_URL", "")
IS_EMBEDDED = DATABASE_URL.startswith("sqlite")
IS_TESTING = "pytest" in sys.modules
IS_WEB = env("PROCESS", "") == "web"  # newsroom/wsgi.py says so

# --- who we are, and what follows from the address -------------------------------------------------
PUBLIC_URL = env("PUBLIC_URL", "http://localhost:8000").rstrip("/")
_address = urlsplit(PUBLIC_URL)
if _address.scheme not in {"http", "https"} or not _address.hostname:
    raise ImproperlyConfigured(f"PUBLIC_URL is {PUBLIC_URL!r}; write it like https://news.example.org")
IS_HTTPS = _address.scheme == "https"
DEBUG = env_flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or (
    read_or_make(VAR_DIR / "secret-key") if IS_EMBEDDED or IS_TESTING else env("SECRET_KEY")
)
DESK_URL = env("DESK_URL", "").rstrip("/") or PUBLIC_URL
_desk_host = urlsplit(DESK_URL).hostname
if not _desk_host:
    raise ImproperlyConfigured(f"DESK_URL is {DESK_URL!r}; write it like https://desk.example.org")
ALLOWED_HOSTS = [_address.hostname, _desk_host, *filter(None, env("ALLOWED_HOSTS", "").split(","))]
# Probes and scrapers ask on the machine itself. No address that we print is taken from the request.
ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL, DESK_URL]
DOORS = env("DOORS", "all")
if DOORS not in {"public", "desk", "all"}:
    raise ImproperlyConfigured(f"DOORS is {DOORS!r}; write public, desk or all.")
SITE_NAME = env("SITE_NAME", "Newsroom")

# --- what is installed ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "newsroom",
    "desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "rest_framework",
    "drf_spectacular",
    "foundation",
    "reference",
    "media",
    "editions",
    "stories",
    "wire",
    "desk",
    "readers",
    "partners",
]
MIDDLEWARE = [
    "newsroom.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "readers.middleware.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "desk.logging_in.SecondFactorGate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "desk.shifts.LastSeenMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- the database ---------------------------------------------------------------------------------
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
if IS_EMBEDDED:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an acknowledged save survives a power cut (docs/decisions/0003).
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    if IS_WEB:
        # None in workers: Celery closes what it has after every task (docs/decisions/0007).
        _pool_size = int(env_number("DATABASE_POOL_SIZE", "16"))
        if not _pool_size:
            raise ImproperlyConfigured("DATABASE_POOL_SIZE is 0; a web process needs at least 1 connection.")
        DATABASES["default"]["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": _pool_size,
            "timeout": 10,
            "max_idle": 120,
            # The pool doubles its pause between attempts until this ends: with its own 300 s, a database
            # that was away for 35 s was found 26 s after it was back.
            "reconnect_timeout": 3,
        }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "foundation.User"

# --- time and language ----------------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = env("NEWSROOM_TIME_ZONE", "UTC")
USE_I18N = True
LANGUAGE_CODE = env("LANGUAGE", "en") if env("LANGUAGE", "en") in {"en", "ko", "ar"} else "en"
LANGUAGES = [("en", "English"), ("ko", "한국어"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]

# --- files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env("MEDIA_ROOT", str(VAR_DIR / "media")))
_static_storage = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG or IS_TESTING
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
# A missing file costs that file, never the page that names it.
WHITENOISE_MANIFEST_STRICT = False
STORAGES = {
    "default": {
        "BACKEND": env("MEDIA_STORAGE", "django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env_object("MEDIA_STORAGE_OPTIONS"),
    },
    "staticfiles": {"BACKEND": _static_storage},
}
# Pressed pages are kept in a cache of its own; without one every page is rendered, which needs no server.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "foundation.caching.ForgivingRedisCache",
        "LOCATION": CACHE_URL,
        "TIMEOUT": 3600,
        "KEY_PREFIX": "newsroom",
        "OPTIONS": {
            "serializer": "foundation.caching.JsonSerializer",
            "socket_timeout": env_number("CACHE_TIMEOUT_SECONDS", "0.1"),
            "socket_connect_timeout": env_number("CACHE_TIMEOUT_SECONDS", "0.1"),
        },
    }
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
IMAGE_MAX_BYTES = int(env_number("IMAGE_MAX_BYTES", "20_000_000"))
IMAGE_MAX_PIXELS = int(env_number("IMAGE_MAX_PIXELS", "50_000_000"))
IMAGE_AVIF = env_flag("IMAGE_AVIF", "1")
# Where a cache in front of us is told what to forget, and what identifies us there.
PURGE_URL = env("PURGE_URL", "")
PURGE_TOKEN = env("PURGE_TOKEN", "")
IMAGE_OPEN_SECONDS = float(env_number("IMAGE_OPEN_SECONDS", "2"))
IMAGE_OPEN_BYTES = int(env_number("IMAGE_OPEN_BYTES", "300_000_000"))
ARTICLE_MAX_BYTES = int(env_number("ARTICLE_MAX_BYTES", "2_000_000"))
DATA_UPLOAD_MAX_MEMORY_SIZE = int(env_number("FORM_MAX_BYTES", "12_000_000"))
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

# --- security -------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
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
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_HANDLER = "newsroom.lockouts.LimitedHandler"
AXES_CLIENT_IP_CALLABLE = "newsroom.middleware.limited_address"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "password", "new_password1", "new_password2"]
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_ENABLE_ADMIN = False
LOGIN_FAILURES_PER_ADDRESS = int(env_number("LOGIN_FAILURES_PER_ADDRESS", "40"))
TWO_FACTOR = env("TWO_FACTOR", "optional")
if TWO_FACTOR not in {"required", "optional", "off"}:
    raise ImproperlyConfigured(f"TWO_FACTOR is {TWO_FACTOR!r}; write required, optional or off.")
OTP_TOTP_ISSUER = SITE_NAME
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 1
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_AGE = 14 * 60 * 60
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # probes speak plain HTTP
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_flag("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- summaries and publishing ---------------------------------------------------------------------
SUMMARY_ENGINE = env("SUMMARY_ENGINE", "extract")
# A provider of a language model, asked where SUMMARY_ENGINE is llm. Prices are micros for a million tokens, caps micros
# a day; none has a default, for nobody spends money unasked (newsroom/checks.py).
SUMMARY_LLM_URL = env("SUMMARY_LLM_URL", "").strip()
SUMMARY_LLM_MODEL = env("SUMMARY_LLM_MODEL", "").strip()
SUMMARY_LLM_KEY = env("SUMMARY_LLM_KEY", "").strip()
SUMMARY_LLM_PRICE_IN = int(env_number("SUMMARY_LLM_PRICE_IN", "0")) if env("SUMMARY_LLM_PRICE_IN", "") else None
SUMMARY_LLM_PRICE_OUT = int(env_number("SUMMARY_LLM_PRICE_OUT", "0")) if env("SUMMARY_LLM_PRICE_OUT", "") else None
SUMMARY_LLM_STORY_CAP = int(env_number("SUMMARY_LLM_STORY_CAP", "0")) if env("SUMMARY_LLM_STORY_CAP", "") else None
SUMMARY_LLM_DAY_CAP = int(env_number("SUMMARY_LLM_DAY_CAP", "0")) if env("SUMMARY_LLM_DAY_CAP", "") else None
SUMMARY_LLM_SECONDS = env_number("SUMMARY_LLM_SECONDS", "60")
SUMMARY_LLM_OUT_TOKENS = int(env_number("SUMMARY_LLM_OUT_TOKENS", "2_000"))
SUMMARY_LLM_FAILURES = int(env_number("SUMMARY_LLM_FAILURES", "5"))
SUMMARY_LLM_PAUSE_SECONDS = env_number("SUMMARY_LLM_PAUSE_SECONDS", "60")
SUMMARY_LLM_EMBARGOED = env_flag("SUMMARY_LLM_EMBARGOED")
SUMMARY_LLM_JUDGED = env_flag("SUMMARY_LLM_JUDGED")
# Timeline entries that two sentences or more give stand without a person, in stories that publish by themselves.
TIMELINE_BY_ITSELF = env_flag("TIMELINE_BY_ITSELF")
SUMMARY_QUIET_SECONDS = env_number("SUMMARY_QUIET_SECONDS", "2")
SUMMARY_STALE_SECONDS = env_number("SUMMARY_STALE_SECONDS", "10")
SUMMARY_DEADLINE_SECONDS = int(env_number("SUMMARY_DEADLINE_SECONDS", "60"))
SUMMARY_LEASE_SECONDS = int(env_number("SUMMARY_LEASE_SECONDS", "90"))
SUMMARY_MAX_ATTEMPTS = 3
AUTOMATIC_EDITION_SECONDS = env_number("AUTOMATIC_EDITION_SECONDS", "60")
CLOCK_SECONDS = env_number("CLOCK_SECONDS", "0.5")
# How often a process writes down what partners were given; one that is killed loses as much.
SERVED_SECONDS = env_number("SERVED_SECONDS", "5")
# The front of the desk: how long somebody is away before a shift is over, how long one lasts, and what is soon.
SHIFT_GAP_HOURS = env_number("SHIFT_GAP_HOURS", "4")
SHIFT_HOURS = env_number("SHIFT_HOURS", "8")
EMBARGO_SOON_HOURS = env_number("EMBARGO_SOON_HOURS", "2")
# How often the clock writes down that it ticks.
HEARTBEAT_SECONDS = 5
CLOCK_LATE_SECONDS = env_number("CLOCK_LATE_SECONDS", "15")
QUEUE_LATE_SECONDS = env_number("QUEUE_LATE_SECONDS", "120")

# --- Celery ---------------------------------------------------------------------------------------
# deadline < soft limit < hard limit < lease and visibility: newsroom/checks.py refuses to start otherwise.
CELERY_TASK_SOFT_TIME_LIMIT = int(env_number("TASK_SOFT_LIMIT_SECONDS", str(SUMMARY_DEADLINE_SECONDS + 15)))
CELERY_TASK_TIME_LIMIT = int(env_number("TASK_LIMIT_SECONDS", str(SUMMARY_DEADLINE_SECONDS + 25)))
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "visibility_timeout": int(env_number("BROKER_VISIBILITY_SECONDS", "120")),
        # Look for messages of dead workers every second: both numbers, since an actual look is every product of them.
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 10,
    }
    if REDIS_URL
    else {"polling_interval": 0.05}
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {"summaries": {}, "clock": {}, "wire": {}}
CELERY_TASK_CREATE_MISSING_QUEUES = False
# A message is a hint that the clock gives again, so a broker that is away is not waited for.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "summaries"
# What talks to other servers goes to the workers that may wait for them.
CELERY_TASK_ROUTES = {
    "newsroom.tasks.*": {"queue": "clock"},
    "wire.tasks.*": {"queue": "wire"},
    "desk.tasks.*": {"queue": "wire"},
}
CELERY_BEAT_SCHEDULE = {
    "clock": {
        "task": "newsroom.tasks.tick",
        "schedule": CLOCK_SECONDS,
        "options": {"queue": "clock", "expires": 5},
    }
}
# Celery's own goes by the time of day, which somebody may set back.
CELERY_BEAT_SCHEDULER = "newsroom.beat:MonotonicScheduler"
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # for ever: its own 100 would end workers and beat
CELERY_WORKER_CONSUMER = "newsroom.consumer:PromptConsumer"

# --- the partners' door ---------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["partners.authentication.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["partners.authentication.HasKey"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "partners.problems.problem_response",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Newsroom partners' API",
    "DESCRIPTION": "Published stories with their evidence. Every document is one edition.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
}

# --- the way out ----------------------------------------------------------------------------------
# The name under which pages are asked and robots.txt is read.
OUTBOUND_AGENT = env("OUTBOUND_AGENT", "Newsroom")
# Hosts with port that may be asked although they are not of the public net: "wires.example.org:8080,10.0.0.5:80".
OUTBOUND_PRIVATE_HOSTS = frozenset(
    filter(None, (host.strip() for host in env("OUTBOUND_PRIVATE_HOSTS", "").split(",")))
)

# Fetching articles. The deadline covers robots.txt, every redirect, the page and its reading.
FETCH_DEADLINE_SECONDS = int(env_number("FETCH_DEADLINE_SECONDS", "40"))
FETCH_LEASE_SECONDS = int(env_number("FETCH_LEASE_SECONDS", "90"))
FETCH_MAX_BYTES = int(env_number("FETCH_MAX_BYTES", "4_000_000"))
FETCHES_AT_ONCE = int(env_number("FETCHES_AT_ONCE", "2"))
FETCH_HOST_PAUSE_SECONDS = env_number("FETCH_HOST_PAUSE_SECONDS", "2")
FETCH_AGAIN = env_flag("FETCH_AGAIN", "1")
# Longer than an article is looked at again, 30 days: newsroom/checks.py.
FETCH_KEPT_DAYS = int(env_number("FETCH_KEPT_DAYS", "90"))

# --- letters ---------------------------------------------------------------------------------------
# Without a mail server they are written to the log, and the desk shows links to whoever made them.
EMAIL_HOST = env("EMAIL_HOST", "")
EMAIL_PORT = int(env_number("EMAIL_PORT", "587"))
EMAIL_HOST_USER = env("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env_flag("EMAIL_STARTTLS", "1")
EMAIL_USE_SSL = not EMAIL_USE_TLS and env_flag("EMAIL_TLS")
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("EMAIL_FROM", f"newsroom@{_address.hostname}")
PASSWORD_RESET_TIMEOUT = 60 * 60

# --- alerts ----------------------------------------------------------------------------------------
ALERT_WEBHOOK_URL = env("ALERT_WEBHOOK_URL", "").strip()
ALERT_ANSWER_MINUTES = env_number("ALERT_ANSWER_MINUTES", "15")
ALERT_DIGEST_HOUR = int(env_number("ALERT_DIGEST_HOUR", "7")) % 24
# 0: everything goes on whether somebody answers or not.
NIGHT_HOLD_HOURS = env_number("NIGHT_HOLD_HOURS", "6")

# --- what is told to whoever watches ---------------------------------------------------------------
METRICS_TOKEN = env("METRICS_TOKEN", "")

# --- what is written down -------------------------------------------------------------------------
LOG_FORMAT = env("LOG_FORMAT", "line")
if LOG_FORMAT not in {"line", "json"}:
    raise ImproperlyConfigured(f"LOG_FORMAT is {LOG_FORMAT!r}; write line or json.")
LOG_REQUESTS = env_flag("LOG_REQUESTS", "1" if LOG_FORMAT == "json" else "0")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"context": {"()": "foundation.logs.ContextFilter"}},
    "formatters": {"line": {"()": "foundation.logs.LineFormatter"}, "json": {"()": "foundation.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["context"]}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
    "loggers": {"axes": {"level": "WARNING"}, "celery": {"level": "WARNING"}, "kombu": {"level": "ERROR"}},
}
