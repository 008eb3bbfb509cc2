"""The ASGI entry point: Django is set up first, then the routing of pages and sockets is imported."""

import os

import django
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecabinet.settings")
django.setup(set_prefix=False)
application = import_string("ecabinet.routing.compose")()
