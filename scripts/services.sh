#!/usr/bin/env bash
# Prints DATABASE_URL and REDIS_URL of a PostgreSQL and a Redis to test on, as lines for `eval`.
# Starts the services when they stand still and, for root, installs them when they are missing. Makes one role
# and one database of its own (ecabinet_ci) and uses Redis database 15: it reads and changes nothing else.
# Values already in the environment are kept.
set -euo pipefail

say() { echo "services: $*" >&2; }
fail() { say "$*"; exit 1; }
as_root() { [ "$(id -u)" = 0 ]; }

install() {
    as_root || fail "no $1 here and not root; install it, or set $2 yourself"
    say "installing $1"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$1"; } >/dev/null
}

wait_for() { # SECONDS COMMAND...
    local left=$1
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$left" -gt 0 ] || return 1
        left=$((left - 1))
        sleep 1
    done
}

# The port of the first cluster that answers, or of the first there is.
postgres_port() {
    pg_lsclusters --no-header 2>/dev/null | sort -k4,4r | awk 'NR == 1 { print $3 }'
}

start_postgres() {
    local version cluster
    as_root || fail "PostgreSQL stands still and only root may start it; start it, or set DATABASE_URL yourself"
    read -r version cluster _ < <(pg_lsclusters --no-header) || true
    if [ -z "${version:-}" ]; then
        version=$(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -printf '%f\n' | sort -n | tail -1)
        cluster=main
        pg_createcluster "$version" "$cluster" >&2
    fi
    say "starting PostgreSQL $version"
    pg_ctlcluster --skip-systemctl-redirect "$version" "$cluster" start >&2
}

postgres() {
    command -v pg_lsclusters >/dev/null || install postgresql DATABASE_URL
    pg_isready -q -h 127.0.0.1 -p "$(postgres_port)" || start_postgres
    local port
    port=$(postgres_port)
    wait_for 30 pg_isready -q -h 127.0.0.1 -p "$port" || fail "PostgreSQL does not answer on port $port"
    own_database "$port"
    echo "export DATABASE_URL=postgres://ecabinet_ci:ecabinet_ci@127.0.0.1:$port/ecabinet_ci"
}

own_database() { # PORT
    export PGPASSWORD=ecabinet_ci
    # It may make roles: a test tries those of deploy/roles.sql.
    if ! psql -h 127.0.0.1 -p "$1" -U ecabinet_ci -d ecabinet_ci -Atc \
        "SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolcreaterole" 2>/dev/null | grep -q 1; then
        as_root || fail "cannot make the database ecabinet_ci; set DATABASE_URL yourself"
        su postgres -s /bin/sh -c "psql -q -p $1 -d postgres -v ON_ERROR_STOP=1" >&2 <<'SQL'
SELECT 'CREATE ROLE ecabinet_ci' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ecabinet_ci') \gexec
ALTER ROLE ecabinet_ci LOGIN CREATEDB CREATEROLE PASSWORD 'ecabinet_ci';
SELECT 'CREATE DATABASE ecabinet_ci OWNER ecabinet_ci TEMPLATE template0 ENCODING ''UTF8'''
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'ecabinet_ci') \gexec
SQL
    fi
    psql -h 127.0.0.1 -p "$1" -U ecabinet_ci -d ecabinet_ci -qc "SELECT 1" >/dev/null
}

redis() {
    command -v redis-server >/dev/null || install redis-server REDIS_URL  # brings redis-cli too
    if ! redis-cli -h 127.0.0.1 ping >/dev/null 2>&1; then
        say "starting Redis"
        redis-server --daemonize yes --bind 127.0.0.1 --port 6379 --save "" --appendonly no \
            --dir "$(mktemp -d)" >&2
        wait_for 30 redis-cli -h 127.0.0.1 ping || fail "Redis does not answer"
    fi
    echo "export REDIS_URL=redis://127.0.0.1:6379/15"
}

if [ -n "${DATABASE_URL:-}" ]; then echo "export DATABASE_URL='$DATABASE_URL'"; else postgres; fi
if [ -n "${REDIS_URL:-}" ]; then echo "export REDIS_URL='$REDIS_URL'"; else redis; fi
