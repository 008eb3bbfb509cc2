"""Writes docs/access.csv anew: asks every action, route and room as everybody, on a database apart."""

import logging
import os
import shutil
import tempfile
from pathlib import Path

import django


def main() -> None:
    """Ask, and write what was answered; the same code writes the same file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecabinet.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection, transaction
    from django.test.utils import setup_test_environment

    folder = Path(tempfile.mkdtemp(prefix="ecabinet-access-"))
    settings.MEDIA_ROOT, settings.SIGNING_DIR = folder / "media", folder / "signers"
    settings.TRUST_ROOTS = [settings.SIGNING_DIR / "authority.crt"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment()
    logging.disable(logging.WARNING)  # thousands of refusals are what it asks for
    name = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        from tests.policies.access import TABLE, as_text, asked_lines
        from tests.policies.scene import make_scene

        with transaction.atomic():
            TABLE.write_text(as_text(asked_lines(make_scene())), encoding="utf-8")
            transaction.set_rollback(True)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
