#!/bin/sh
# Brings what only tests use (Chromium, PDF tools): root gets it installed, others are told the one command.
# Usage: scripts/browser.sh PYTHON
cd "$(dirname "$0")/.." || exit 1
missing=$("$1" -m scripts.find_tool) || exit 1
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing what tests use: $missing"
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1  # no service is started by its installation
    # shellcheck disable=SC2086  # several packages
    if apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
        exit 0
    fi
fi
echo "Tests that need them will be skipped. To run them too, as root: apt-get install -y $missing"
