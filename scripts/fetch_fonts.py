"""Fetch the four Tinos faces from their pinned npm package into records/fonts, refusing any other bytes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@expo-google-fonts/tinos"
VERSION = "0.4.2"
FOLDER = Path(__file__).resolve().parent.parent / "records" / "fonts"

# member of the package → (name in records/fonts, SHA-256)
FILES = {
    "package/400Regular/Tinos_400Regular.ttf": (
        "Tinos-Regular.ttf",
        "924ef269e73da94c1803ff68877f5d998dd16605c5ffad82ee181034f8a1fffe",
    ),
    "package/400Regular_Italic/Tinos_400Regular_Italic.ttf": (
        "Tinos-Italic.ttf",
        "4a52de5bcf70e37bd71949f8a85302b75795a1943aedffbbee4f2db7744e1c81",
    ),
    "package/700Bold/Tinos_700Bold.ttf": (
        "Tinos-Bold.ttf",
        "576a19b5dc026cafe6ae8fde4c849588dae6475cf5d912cebdf2827388c43ad9",
    ),
    "package/700Bold_Italic/Tinos_700Bold_Italic.ttf": (
        "Tinos-BoldItalic.ttf",
        "10c90ef7896d758923c06a1485d7824cdb457466da0bf7d42f81c5228931281b",
    ),
    "package/LICENSE_FONT": (
        "LICENSE",
        "cb3382d4643e8b02c12e322c220a3c76a5020d667e4fd4e7c75e744cca6caa6b",
    ),
}


def packed(folder: Path) -> Path:
    """Let npm, with whatever registry it is set to, put the pinned package into a folder."""
    command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


def member(archive: tarfile.TarFile, name: str, digest: str) -> bytes:
    """The bytes of one file of the package, or an end to the run when they are not the ones we know."""
    stored = archive.extractfile(name)
    if stored is None:
        raise SystemExit(f"{PACKAGE} {VERSION} holds no {name}")
    content = stored.read()
    found = hashlib.sha256(content).hexdigest()
    if found != digest:
        raise SystemExit(f"{name}: expected SHA-256 {digest}, found {found}")
    return content


def fetch() -> None:
    """Write the faces, their licence and a line naming where they come from."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, tarfile.open(packed(Path(folder))) as archive:
        for name, (target, digest) in FILES.items():
            (FOLDER / target).write_bytes(member(archive, name, digest))
    line = f"Tinos (SIL Open Font License 1.1), npm package {PACKAGE} {VERSION}\n"
    (FOLDER / "VERSION.txt").write_text(line, encoding="utf-8")


if __name__ == "__main__":
    fetch()
    sys.stdout.write(f"records/fonts: {PACKAGE} {VERSION}\n")
