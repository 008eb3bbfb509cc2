"""The ASGI entry point: Django is set up first, then the routing of pages and sockets is imported."""

import os

from django.core.asgi import get_asgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecabinet.settings")
pages = get_asgi_application()
application = import_string("ecabinet.routing.compose")(pages)
