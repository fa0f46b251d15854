"""Settings of the site. What differs between bureaus stands in ``lianheng.env`` in the home folder, and nowhere else.

``LIANHENG_HOME`` names that folder; ``lianheng init`` makes it. See ``docs/settings.md`` for every name.
"""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
from environs import Env

env = Env()
HOME = Path(os.environ.get("LIANHENG_HOME", "var")).resolve()
env.read_env(str(HOME / "lianheng.env"), recurse=False)

DEBUG = False
SECRET_KEY = env.str("LIANHENG_SECRET_KEY")
SEAL_KEY = env.str("LIANHENG_SEAL_KEY")
ALLOWED_HOSTS = env.list("LIANHENG_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.bool("LIANHENG_HTTPS", False)
DEMO = env.bool("LIANHENG_DEMO", False)
"""Whether every page says that nothing in the site is real."""
CSRF_TRUSTED_ORIGINS = [f"{'https' if HTTPS else 'http'}://{host}" for host in ALLOWED_HOSTS if host != "*"]

# ---- where things lie -------------------------------------------------------------------------------------------
STORE_FOLDER = HOME / "ledger"
ATTACHMENTS_FOLDER = HOME / "attachments"
UPLOADS_FOLDER = HOME / "uploads"
KEYS_FOLDER = HOME / "keys"
ROOTS_FOLDER = HOME / "roots"
RUNS_FOLDER = HOME / "runs"
FIGURES_FOLDER = HOME / "figures"
REPORTS_FOLDER = HOME / "reports"

DATABASES = {
    "default": dj_database_url.parse(env.str("LIANHENG_DATABASE", f"sqlite:///{HOME / 'lianheng.sqlite3'}"))
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # An acknowledged write survives a power cut only with FULL; IMMEDIATE makes writers queue instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32768;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

JOBS_QUEUE = env.str("LIANHENG_JOBS_QUEUE", "")
JOBS_AT_ONCE = env.int("LIANHENG_JOBS_AT_ONCE", 2)

# ---- the house --------------------------------------------------------------------------------------------------
HOUSE = [
    "shell",
    "desk",
    "cases",
    "reports",
    "ledger",
    "rulebook",
    "people",
    "evidence",
    "history",
    "jobs",
    "access",
    "api",
]
"""Our apps, one per noun. An app brings its own urls, permissions and ledger tables; nothing else lists them."""
INSTALLED_APPS = [
    *(f"lianheng.web.{name}" for name in HOUSE),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lianheng.web.shell.nothing_hidden.NothingHiddenMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lianheng.web.access.idle.IdleMiddleware",
    "lianheng.web.access.middleware.ActorMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "lianheng.web.urls"
WSGI_APPLICATION = "lianheng.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lianheng.web.shell.context.frame",
            ],
            "builtins": [
                "django.templatetags.static",
                "lianheng.web.evidence.templatetags.evidence",
                "lianheng.web.history.templatetags.history",
                "lianheng.web.shell.templatetags.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "shell/table.html"

# ---- languages and time -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["lianheng.web.formats"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS

# ---- files that are served --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.path("LIANHENG_STATIC", HOME / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str(
            "LIANHENG_STATIC_STORAGE", "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
UPLOAD_LIMIT = env.int("LIANHENG_UPLOAD_LIMIT_MB", 2048) * 2**20

# ---- who comes in -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "lianheng.web.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # what signing in asks; nobody signs up
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_FORMS = {
    "login": "lianheng.web.access.sign_in_forms.SignIn",
    "reauthenticate": "lianheng.web.access.sign_in_forms.ConfirmByPassword",
    "change_password": "lianheng.web.access.sign_in_forms.ChangePassword",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = (
    False  # axes counts failures in the database, which every process sees; the cache is per process
)
SOCIALACCOUNT_ADAPTER = "lianheng.web.access.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": env.json("LIANHENG_OIDC", [])}
}
MFA_ADAPTER = "lianheng.web.access.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "lianheng.web.access.sign_in_forms.SecondFactor",
    "reauthenticate": "lianheng.web.access.sign_in_forms.ConfirmBySecondFactor",
    "activate_totp": "lianheng.web.access.sign_in_forms.ActivateCodes",
    "add_webauthn": "lianheng.web.access.sign_in_forms.AddKey",
    "edit_webauthn": "lianheng.web.access.sign_in_forms.RenameKey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "Lianheng"
MFA_TOTP_TOLERANCE = 1  # one step of 30 seconds to either side: the server's clock has no internet to follow
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SECOND_FACTOR_REQUIRED = env.bool("LIANHENG_SECOND_FACTOR", True)
BEHIND_PROXY = env.bool("LIANHENG_BEHIND_PROXY", False)
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "lianheng.web.access.lockout.counted_name"
AXES_CLIENT_IP_CALLABLE = "lianheng.web.access.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "lianheng.web.access.lockout.locked_page"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = (
    False  # else whoever goes on knocking keeps the owner out for ever
)
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "login",
    "code",
    "oldpassword",
    "password1",
    "password2",
    "csrfmiddlewaretoken",
    "ip_address",
]
AXES_DISABLE_ACCESS_LOG = True  # the journal keeps who came in
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
# W006 wants the address counted too. A bureau's browsers share one, and an attacker has many: the account is what is guarded.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
IDLE_MINUTES = env.int("LIANHENG_IDLE_MINUTES", 30)
SESSION_COOKIE_AGE = IDLE_MINUTES * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lianheng.web.shell.errors.stale_form"

# ---- what browsers may do ---------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "style-src-attr": ["'unsafe-inline'"],  # charts and progress bars set widths; a style cannot run code
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "frame-src": ["'self'"],
        "base-uri": ["'none'"],
    }
}

# ---- the journal, and work behind the scenes --------------------------------------------------------------------
JOURNAL_DIGEST = env.str("LIANHENG_DIGEST", "sha256")
JOURNAL_SIGNATURE = env.str("LIANHENG_SIGNATURE", "ed25519")
JOURNAL_ORIGIN = env.str("LIANHENG_ORIGIN", "lianheng")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LIANHENG_LOG_LEVEL", "WARNING")},
}
