"""A real OpenID Connect provider for tests: Django OAuth Toolkit with one client and one person, who signs in by a form.

Says its port; the issuer is `http://127.0.0.1:PORT/o`. Needs django-oauth-toolkit (scripts/requirements.txt).
"""
import argparse
import json
import logging
import sys
import tempfile
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.core.management import call_command

parser = argparse.ArgumentParser()
parser.add_argument("--client", required=True)
parser.add_argument("--secret", required=True)
parser.add_argument("--returning-to", required=True)
parser.add_argument("--person", required=True)
parser.add_argument("--email", required=True)
parser.add_argument("--password", required=True)
parser.add_argument("--name", default="V. Voorbeeld")
parser.add_argument("--group", action="append", default=[])
options = parser.parse_args()

place = tempfile.TemporaryDirectory()
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
login_form = '<form method="post">{% csrf_token %}{{ form }}<button>Log in</button></form>'
settings.configure(
    SECRET_KEY="only for tests",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="openid_provider_urls",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": Path(place.name) / "provider.sqlite"}},
    INSTALLED_APPS=[
        "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware"],
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [(
            "django.template.loaders.locmem.Loader", {"registration/login.html": login_form})]},
    }],
    LOGIN_URL="/login/",
    USE_TZ=True,
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        "SCOPES": {"openid": "who you are", "email": "your address", "profile": "your name"},
        "PKCE_REQUIRED": True,
        "OAUTH2_VALIDATOR_CLASS": "openid_provider_urls.Validator",
    },
)
logging.disable(logging.CRITICAL)
django.setup()
call_command("migrate", verbosity=0)

from django.contrib.auth.models import User  # noqa: E402  (models exist only after setup)
from django.contrib.auth.views import LoginView  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import include, path  # noqa: E402
from oauth2_provider import urls as provider_urls  # noqa: E402
from oauth2_provider.models import Application  # noqa: E402
from oauth2_provider.oauth2_validators import OAuth2Validator  # noqa: E402


class Validator(OAuth2Validator):
    """What the provider says of a person beside who it is."""

    oidc_claim_scope = None

    def get_additional_claims(self, request):
        return {"email": request.user.email, "email_verified": True, "groups": options.group,
                "name": options.name}


class Urls:
    """Stands for a module, so that the whole provider is one file."""

    urlpatterns = [
        path("login/", LoginView.as_view()),
        path("o/", include(provider_urls)),
    ]
    Validator = Validator


sys.modules["openid_provider_urls"] = Urls

User.objects.create_user(options.person, options.email, options.password)
Application.objects.create(
    name="bueno", client_id=options.client, client_secret=options.secret,
    client_type=Application.CLIENT_CONFIDENTIAL, redirect_uris=options.returning_to,
    authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE, algorithm=Application.RS256_ALGORITHM,
    skip_authorization=True)


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=Quiet)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"port": server.server_port}), flush=True)
sys.stdin.read()
