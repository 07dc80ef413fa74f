"""Django's settings for the site whose folder NIGHTOUT_SITE names."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from nightout.errors import BadSetting
from nightout.web.database import describe_database
from nightout.web.folder import open_site

HERE = Path(__file__).parent

if not os.environ.get("NIGHTOUT_SITE"):
    raise BadSetting("NIGHTOUT_SITE is not set", "Name the site's folder, or use `nightout serve`.")
SITE = open_site(Path(os.environ["NIGHTOUT_SITE"]))
SECRET_KEY = SITE.secret
DEBUG = False
ROOT_URLCONF = "nightout.web.urls"
WSGI_APPLICATION = "nightout.web.wsgi.application"
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": describe_database(SITE.database, os.environ.get("DATABASE_URL", ""))}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "nightout.web.accounts",
    "nightout.web.gatherings",
]
MIDDLEWARE = [
    "nightout.web.door.log.LogRequests",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "nightout.web.door.headers.MoreHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nightout.web.door.trouble.SayTrouble",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "look" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "nightout.web.look.context.frame",
            ],
            "builtins": ["nightout.web.look.tags"],
        },
    }
]

# Who may be asked for, and over what.
SITE_URL = SITE.url or os.environ.get("NIGHTOUT_URL", "http://127.0.0.1:8000")
_address = urlsplit(SITE_URL)
SECURE = _address.scheme == "https"
ALLOWED_HOSTS = [_address.hostname or "localhost", "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
# Where a proxy ends TLS it says so; the health checks of a machine come without it.
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE.proxies else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
# The page of a single-use link says strict-origin itself.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "nightout.web.door.trouble.forged"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Signing in.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
# By address: locking the account would let anybody keep a coordinator out on the night itself.
AXES_LOCKOUT_PARAMETERS = ["ip_address"]
AXES_CLIENT_IP_CALLABLE = "nightout.web.door.client.client_address"
AXES_LOCKOUT_CALLABLE = "nightout.web.door.trouble.locked"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Words.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [HERE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Files.
STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "look" / "static"]
STATIC_ROOT = SITE.folder / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "nightout.web.look.storage.HashedFiles"},
}
WHITENOISE_MIMETYPES = {".mjs": "text/javascript", ".geojson": "application/geo+json"}
# A form of the site takes a few kilobytes; an import of gatherings a few megabytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "nightout.web.door.uploads.BoundedUpload",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_MAX_BYTES = 10 * 1024 * 1024

# Letters.
_BACKENDS = {"console": "console", "folder": "filebased", "smtp": "smtp"}
EMAIL_BACKEND = f"django.core.mail.backends.{_BACKENDS[SITE.mail.kind]}.EmailBackend"
EMAIL_FILE_PATH = SITE.folder / "letters"
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER = SITE.mail.host, SITE.mail.port, SITE.mail.user
EMAIL_HOST_PASSWORD = os.environ.get("NIGHTOUT_MAIL_PASSWORD", "")
EMAIL_USE_TLS = bool(SITE.mail.user)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = SITE.mail.sender

_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _MEMORY, "LOCATION": "site"},
    # Public answers, by their tags, for all workers. One takes 5 KB packed, the largest map some
    # 130: never more than 70 MB. What was withdrawn lies there for an hour at most, unasked.
    "public": {
        "BACKEND": "nightout.web.find.shared.SharedAnswers",
        "LOCATION": SITE.folder / "public-answers",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
# Which start of the server made an answer: another version of the program answers otherwise.
SERVED = os.environ.get("NIGHTOUT_SERVED", "")

# Logs name views and codes; never addresses of pages, forms, people or machines.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"bare": {"()": "nightout.web.door.log.WithoutRequest"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["bare"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "nightout": {"level": "INFO"},
        "django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # A form that was filled in wrongly is no trouble of the site; LogRequests tells its status.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "axes": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
