"""A CAS server for the tests: django-mama-cas with one person. Arguments: port, folder of its database,
login, password, identifier in the directory."""

import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import include, path

port, folder, login, password, identifier = sys.argv[1:]
# The attributes are named by the path of a function: this file must have a name.
sys.modules["cas_peer"] = sys.modules["__main__"]


def attributes(user, service):
    return {"ENTPersonJointure": user.last_name, "ENTPersonProfils": ["National_ELV", "National_TUT"]}


settings.configure(
    SECRET_KEY="only for tests",
    DEBUG=True,
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="cas_peer",
    USE_TZ=True,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "mama_cas",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder) / "cas.sqlite")}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    # Only the service that asked for a ticket gets the attributes and the news of a sign-out.
    MAMA_CAS_SERVICES=[
        {"SERVICE": r"^http://127\.0\.0\.1:\d+/", "CALLBACKS": ["cas_peer.attributes"], "LOGOUT_ALLOW": True}
    ],
    MAMA_CAS_FOLLOW_LOGOUT_URL=True,
)
django.setup()

urlpatterns = [path("ready", lambda request: HttpResponse("ready")), path("cas/", include("mama_cas.urls"))]

if __name__ == "__main__":
    from django.contrib.auth import get_user_model

    call_command("migrate", verbosity=0)
    get_user_model().objects.create_user(login, password=password, last_name=identifier)
    # Several threads: the server is asked by ours while it answers a browser.
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, verbosity=0)
