"""All settings, read from the environment. docs/settings.md names each; a test compares them."""

from __future__ import annotations

import secrets
from pathlib import Path

import django_stubs_ext
import fontpkg_noto_sans_devanagari
from cryptography.fernet import Fernet

from jansetu.config import env
from jansetu.config.database import database

django_stubs_ext.monkeypatch()

DEBUG = False
JANSETU_FOLDER = Path(env.text("JANSETU_FOLDER", ".var")).resolve()
JANSETU_FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)  # for this account only


def kept_secret(name: str, fresh: str) -> str:
    """The secret from the environment, or one made once for this installation and kept in its folder."""
    file = JANSETU_FOLDER / name.lower()
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(fresh, encoding="utf-8")
    return env.text(name, file.read_text(encoding="utf-8").strip())


SECRET_KEY = kept_secret("JANSETU_SECRET_KEY", secrets.token_urlsafe(50))
# Newest first: the first seals, every one opens. `jansetu keys rotate` puts a new one in front.
JANSETU_KEYS = kept_secret("JANSETU_KEYS", Fernet.generate_key().decode()).split()
JANSETU_SANDBOX = env.text("JANSETU_SANDBOX", "")  # "127.0.0.1:8009": the only address of practice channels
JANSETU_PUBLIC_URL = env.text("JANSETU_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
JANSETU_FILM_LIMIT = env.number(
    "JANSETU_FILM_LIMIT", 512 * 1024 * 1024
)  # bytes; X takes no more (August 2026)
JANSETU_UPLOAD_LIMIT = env.number("JANSETU_UPLOAD_LIMIT", 25 * 1024 * 1024)  # bytes a request
JANSETU_DOCUMENT_LIMIT = env.number(
    "JANSETU_DOCUMENT_LIMIT", 10 * 1024 * 1024
)  # bytes of an uploaded document
JANSETU_DOCUMENT_PAGES = env.number("JANSETU_DOCUMENT_PAGES", 200)  # of a PDF that is read
JANSETU_RUPEES_PER_DOLLAR = env.amount("JANSETU_RUPEES_PER_DOLLAR", "90")  # for platforms that ask dollars
# Empty: no machine drafts a translation, and no text leaves for one.
JANSETU_TRANSLATION_URL = env.text("JANSETU_TRANSLATION_URL", "")
JANSETU_TRANSLATION_KIND = env.one_of("JANSETU_TRANSLATION_KIND", "openai", "bhashini")
JANSETU_TRANSLATION_KEY = env.text("JANSETU_TRANSLATION_KEY", "")
JANSETU_TRANSLATION_MODEL = env.text("JANSETU_TRANSLATION_MODEL", "")
JANSETU_METRICS_TOKEN = env.text("JANSETU_METRICS_TOKEN", "")  # empty: no figures for anybody
JANSETU_BROKER = env.text("JANSETU_BROKER", "")  # amqp:// or redis://; empty: workers need none
JANSETU_RINGS = "jansetu.config.celery.ring" if JANSETU_BROKER else ""  # called on commit
JANSETU_MEDIA = JANSETU_FOLDER / "media"
JANSETU_JOBS = JANSETU_FOLDER / "jobs"
JANSETU_KINDS_OF_JOBS = "jansetu.config.kinds_of_jobs.KINDS_OF_JOBS"  # by its name: it stands above all apps

ALLOWED_HOSTS = env.words("JANSETU_HOSTS", "127.0.0.1 localhost [::1]")
CSRF_TRUSTED_ORIGINS = env.words("JANSETU_ORIGINS")
SECURE_COOKIES = env.flag("JANSETU_HTTPS", JANSETU_PUBLIC_URL.startswith("https://"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE_COOKIES
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("JANSETU_BEHIND_PROXY", False) else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "jansetu.web",  # first: its templates stand before allauth's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "jansetu.engine",
    "jansetu.audit",
    "jansetu.jobs",
    "jansetu.orgs",
    "jansetu.channels",
    "jansetu.content",
    "jansetu.publishing",
    "jansetu.notifications",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jansetu.web.security.ContentPolicy",
    "jansetu.web.language.LanguageChosen",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jansetu.web.security.PlainTrouble",
    "jansetu.web.access.AccessMiddleware",
]
ROOT_URLCONF = "jansetu.config.urls"
WSGI_APPLICATION = "jansetu.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jansetu.web.shell.shell",
            ],
            "builtins": ["django.templatetags.static", "jansetu.web.templatetags.jansetu"],
        },
    }
]
DATABASES = {"default": database(env.text("DATABASE_URL", ""), JANSETU_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "orgs.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come from the office's own list
ACCOUNT_ADAPTER = "jansetu.web.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "jansetu.web.accounts.forms.LoginForm",
    "reauthenticate": "jansetu.web.accounts.forms.ReauthenticateForm",
    "change_password": "jansetu.web.accounts.forms.ChangePasswordForm",
    "reset_password": "jansetu.web.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "jansetu.web.accounts.forms.ResetPasswordKeyForm",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody signs up, so a stranger's address gets no mail
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator enters addresses; nobody signs up with another's
MFA_TOTP_TOLERANCE = 1  # steps of half a minute: whoever begins to type at its end, or whose clock is off
MFA_ADAPTER = "jansetu.orgs.second_factor.SealedMFAAdapter"
# Rate limits of logins and used one-time codes must be seen by every web process.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}}
LOGIN_REDIRECT_URL = "/desk/"
LOGIN_URL = "/accounts/login/"

LANGUAGE_CODE = "hi"
LANGUAGES = [("hi", "हिन्दी"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Kolkata"  # on the screen; the database keeps UTC

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # our own field.html
STATIC_URL = "/static/"
STATICFILES_DIRS = [("fonts", Path(str(fontpkg_noto_sans_devanagari.__path__[0])) / "files")]
STATIC_ROOT = JANSETU_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = JANSETU_MEDIA
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
EMAIL_BACKEND = env.text("JANSETU_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env.text("JANSETU_EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("JANSETU_EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("JANSETU_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("JANSETU_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("JANSETU_EMAIL_STARTTLS", False)
EMAIL_TIMEOUT = 30  # seconds
DEFAULT_FROM_EMAIL = env.text("JANSETU_EMAIL_FROM", "jansetu@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("JANSETU_LOG_LEVEL", "INFO")},
}
