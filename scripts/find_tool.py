"""Finds the programs that only tests use, and says how to install one that is missing."""

import shutil
import sys

# The program, the names it goes by, and the Debian package it comes in.
TOOLS = {
    "chromium": (("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"), "chromium"),
    "pdftotext": (("pdftotext",), "poppler-utils"),
    "pdftoppm": (("pdftoppm",), "poppler-utils"),
    "pdftocairo": (("pdftocairo",), "poppler-utils"),
    "pdffonts": (("pdffonts",), "poppler-utils"),
    "pdfsig": (("pdfsig",), "poppler-utils"),
    "softhsm2-util": (("softhsm2-util",), "softhsm2"),
    "pdfinfo": (("pdfinfo",), "poppler-utils"),
    "soffice": (("soffice", "libreoffice"), "libreoffice-writer-nogui"),
    "qpdf": (("qpdf",), "qpdf"),
    "nginx": (("nginx", "/usr/sbin/nginx"), "nginx"),
}


def find(tool: str) -> str | None:
    """The path of a program, or None when this machine lacks it."""
    names, _ = TOOLS[tool]
    return next((path for name in names if (path := shutil.which(name))), None)


def how_to_install(tool: str) -> str:
    """The sentence a skipped test is reported with."""
    return f"{tool} is not on this machine; as root: apt-get install -y {TOOLS[tool][1]}"


def missing_packages() -> list[str]:
    """The Debian packages that would bring what is missing."""
    return sorted({package for tool, (_, package) in TOOLS.items() if find(tool) is None})


if __name__ == "__main__":
    sys.stdout.write(" ".join(missing_packages()))
