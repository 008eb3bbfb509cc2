"""Renews the golden documents of tests/records/golden and tells what has changed in which of them.

Look at what it names before you commit it: whatever is kept there is how the Government's papers look.
"""

import argparse
import os
import sys

import django

from scripts.find_tool import find, how_to_install


def main(arguments: list[str] | None = None) -> int:
    """Compose every specimen anew; 1 where something differs and nothing was to be written."""
    asked = _parser().parse_args(arguments)
    if find("pdftoppm") is None:
        sys.stderr.write(f"{how_to_install('pdftoppm')}\n")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecabinet.settings")
    django.setup()
    from tests.records.goldens import differences, renew
    from tests.records.specimens import SPECIMENS

    unknown = set(asked.kinds) - set(SPECIMENS)
    if unknown:
        sys.stderr.write(f"Not a kind: {', '.join(sorted(unknown))}. Kinds: {', '.join(SPECIMENS)}\n")
        return 2
    told = 0
    for name in asked.kinds or SPECIMENS:
        document = SPECIMENS[name]()
        changed = differences(name, document) if asked.check else renew(name, document)
        told += bool(changed)
        sys.stdout.writelines(f"{name}: {each}\n" for each in changed)
    sys.stdout.write("Nothing has changed.\n" if not told else "")
    return int(asked.check and told > 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts.goldens", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="only these kinds; without any, all")
    parser.add_argument(
        "--check", action="store_true", help="only tell, write nothing; 1 if something differs"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
