"""`python -m bench`: SQLite first; PostgreSQL and Redis too when DATABASE_URL and REDIS_URL are set."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from ecabinet.rehearsal.servers import free_port

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the figures once per database, each in a process and with data of its own."""
    url, redis = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    with tempfile.TemporaryDirectory(prefix="ecabinet-bench-") as shared:
        # Ten years are loaded into this file once, and copied from there.
        decade = {"BENCH_DECADE_FILE": str(Path(shared) / "decade.sqlite3"), "BENCH_DECADE_URL": ""}
        failed = run("", decade | {"DATABASE_URL": "", "REDIS_URL": ""})
        if url and redis and not failed:
            decade["BENCH_DECADE_URL"] = own_database(url, "_bench_decade")
            failed = run("postgres.", decade | {"DATABASE_URL": own_database(url, "_bench")})
    return failed


def run(prefix: str, changes: dict[str, str]) -> int:
    """All figures of one database; returns the exit code."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="ecabinet-bench-") as folder:
        place = {
            "DJANGO_SETTINGS_MODULE": "ecabinet.settings",
            "SQLITE_PATH": str(Path(folder) / "bench.sqlite3"),
            "MEDIA_ROOT": str(Path(folder) / "media"),
            "STATIC_ROOT": str(Path(folder) / "static"),
            "BENCH_PREFIX": prefix,
            "DEBUG": "0",
            "DEMO": "1",
            "SECRET_KEY": "bench-" + "0123456789" * 6,
            "ALLOWED_HOSTS": "127.0.0.1",
            "PUBLIC_ORIGIN": f"http://127.0.0.1:{port}",
            "HOST": "127.0.0.1",
            "PORT": str(port),
        }
        environment = {**os.environ, **changes, **place}
        return subprocess.run([sys.executable, "-m", "bench.figures"], cwd=ROOT, env=environment).returncode


def own_database(url: str, ending: str) -> str:
    """A database of the bench's own beside the one named, made anew."""
    import psycopg

    parts = urlsplit(url)
    name = parts.path.lstrip("/") + ending
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(parts._replace(path=f"/{name}"))


if __name__ == "__main__":
    sys.exit(main())
