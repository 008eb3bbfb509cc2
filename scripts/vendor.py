"""Copies third-party files out of pinned npm packages, each with its licence and version beside it."""

import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Package:
    """One npm package: what we take from it, and the digest its archive must have."""

    name: str
    version: str
    integrity: str
    licence: str  # SPDX identifier
    into: str  # a folder of this repository
    files: Mapping[str, str]  # path inside the package -> name in the folder


PACKAGES = (
    Package(
        name="idiomorph",
        version="0.8.0",
        integrity="sha512-R47JBL+6jHDQvcnbppIUtXXcxi5h6+wuCEEZXnRhUltsgzPFKzThL5PuHppP9ypJuy+7WawcY1TsSBD/iQbMhw==",
        licence="0BSD",
        into="static/vendor/idiomorph",
        files={"dist/idiomorph.esm.js": "idiomorph.js", "LICENSE": "LICENSE"},
    ),
    Package(
        name="@fontsource/be-vietnam-pro",
        version="5.3.0",
        integrity="sha512-xhAQBGHDxP5BF8IJxedy5MoWUmc1DlPCcZbMLhvnPkf8TaYCbbUVs3LjpuJ4BYdTrdiCLaewNaY8z+owq/FqFw==",
        licence="OFL-1.1",
        into="static/fonts",  # the figures-*.woff2 beside it are this font's ten digits on one width
        files={
            **{
                f"files/{face}": face
                for script in ("latin", "latin-ext", "vietnamese")
                for weight in (400, 600, 700)
                for face in [f"be-vietnam-pro-{script}-{weight}-normal.woff2"]
            },
            "LICENSE": "LICENSE-be-vietnam-pro.txt",
        },
    ),
    Package(
        name="axe-core",
        version="4.14.1",
        integrity="sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        licence="MPL-2.0",
        into="tests/vendor/axe",
        files={
            "axe.min.js": "axe.min.js",
            "LICENSE": "LICENSE",
            "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt",
        },
    ),
    Package(
        name="@expo-google-fonts/tinos",
        version="0.4.2",
        integrity="sha512-MQkfvUO1Aw7UP3jRtWLcjda+udanoL8ecrbkjbc3ZdhSI1iW/Uil4uD8O0eOiIxU2v/FeAT2XjGNiz5oYUlucg==",
        licence="OFL-1.1",
        into="records/fonts",
        files={
            "400Regular/Tinos_400Regular.ttf": "Tinos-Regular.ttf",
            "400Regular_Italic/Tinos_400Regular_Italic.ttf": "Tinos-Italic.ttf",
            "700Bold/Tinos_700Bold.ttf": "Tinos-Bold.ttf",
            "700Bold_Italic/Tinos_700Bold_Italic.ttf": "Tinos-BoldItalic.ttf",
            "LICENSE_FONT": "LICENSE",
        },
    ),
)


def fetch(package: Package) -> bytes:
    """The package's archive as the npm client delivers it, refused when its digest is not the pinned one."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{package.name}@{package.version}"
        said = subprocess.run(
            ["npm", "pack", "--json", "--pack-destination", folder, wanted],
            check=True,
            capture_output=True,
            text=True,
        )
        name = str(json.loads(said.stdout)[0]["filename"])
        archive = (Path(folder) / name).read_bytes()
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if digest != package.integrity:
        sys.exit(
            f"{wanted}: the archive's digest is {digest}, pinned is {package.integrity}. Nothing copied."
        )
    return archive


def copy(package: Package) -> None:
    """Write the package's files, its licence and its VERSION into the folder it belongs to."""
    folder = ROOT / package.into
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(fetch(package))) as archive:
        for inside, name in package.files.items():
            member = archive.extractfile(f"package/{inside}")
            if member is None:
                sys.exit(f"{package.name} has no file {inside}.")
            (folder / name).write_bytes(member.read())
    origin = f"{package.name} {package.version} (npm)"
    (folder / "VERSION").write_text(f"{origin}\nlicence: {package.licence}\nintegrity: {package.integrity}\n")
    print(f"{package.into}: {package.name} {package.version}")


if __name__ == "__main__":
    for each in PACKAGES:
        copy(each)
