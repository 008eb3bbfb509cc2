#!/bin/sh
# Prints the first Python on this machine that is 3.11 or newer and can make virtual environments.
for python in python3 python3.13 python3.12 python3.11 python3.14 python; do
    if "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "$python"
        exit 0
    fi
done
echo "eCabinet needs Python 3.11 or newer with its venv module: apt-get install -y python3 python3-venv" >&2
exit 1
