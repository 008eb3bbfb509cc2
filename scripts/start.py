"""What `make run` does once its libraries are there, in one process, so that a second start is quick."""

import os
import sys

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections

from scripts.messages import compile_catalog


def main() -> None:
    """Compile translations, migrate, load the demo where there is none, serve."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecabinet.settings")
    compile_catalog()
    django.setup()
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_demo", verbosity=0)  # `serve` says who may sign in
        if settings.DEMO:
            call_command("make_demo_signers", verbosity=0)
        connections.close_all()
        call_command("serve", skip_checks=False)
    except CommandError as refused:
        sys.exit(str(refused))


if __name__ == "__main__":
    main()
