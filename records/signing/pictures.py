"""Pictures of the demonstration: a name written in blue, a round red seal; each says that it is not real."""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from records.faces import BOLD, BOLD_ITALIC, FOLDER, REGULAR
from records.signing.demo_keys import NOT_REAL

INK: Final = (24, 54, 160, 255)
WAX: Final = (204, 20, 30, 215)
_CLEAR: Final = (255, 255, 255, 0)
_SEAL: Final = 720  # pixels: 36 mm at 508 dots per inch
_INK_WIDTH, _INK_HEIGHT = 900, 360


def _face(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FOLDER / f"{name}.ttf"), size)


def _png(image: Image.Image) -> bytes:
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


@lru_cache(maxsize=64)
def written(name: str) -> bytes:
    """A name as if written by hand: slanted, rising, underlined with a flourish."""
    words = unicodedata.normalize("NFC", name)
    image = Image.new("RGBA", (_INK_WIDTH, _INK_HEIGHT), _CLEAR)
    draw = ImageDraw.Draw(image)
    size = 150
    while size > 40 and draw.textlength(words, font=_face(BOLD_ITALIC, size)) > _INK_WIDTH * 0.8:
        size -= 4
    middle = (_INK_WIDTH / 2, _INK_HEIGHT * 0.42)
    draw.text(middle, words, font=_face(BOLD_ITALIC, size), fill=INK, anchor="mm")
    flourish = [
        (x, _INK_HEIGHT * (0.70 + 0.05 * math.sin(x / 60)) - x / 18) for x in range(90, _INK_WIDTH - 40, 4)
    ]
    draw.line(flourish, fill=INK, width=7, joint="curve")
    draw.text((_INK_WIDTH / 2, _INK_HEIGHT * 0.88), NOT_REAL, font=_face(REGULAR, 44), fill=INK, anchor="mm")
    # A hand leans and rises; the shear is what makes a printed face look written.
    leaning = (1, 0.22, -0.11 * _INK_HEIGHT, 0.05, 1, -0.025 * _INK_WIDTH)
    return _png(
        image.transform(
            image.size, Image.Transform.AFFINE, leaning, Image.Resampling.BICUBIC, fillcolor=_CLEAR
        )
    )


@lru_cache(maxsize=64)
def seal(agency: str) -> bytes:
    """A round red seal with the agency's name around a star."""
    image = Image.new("RGBA", (_SEAL, _SEAL), _CLEAR)
    draw = ImageDraw.Draw(image)
    for inset, width in ((8, 12), (34, 5), (178, 4)):
        draw.ellipse((inset, inset, _SEAL - inset, _SEAL - inset), outline=WAX, width=width)
    name = unicodedata.normalize("NFC", agency).upper()
    size = 74
    while size > 26 and draw.textlength(name, font=_face(BOLD, size)) > math.radians(265) * 250:
        size -= 2
    _around(image, name, _face(BOLD, size), radius=262, top=True)
    _around(image, f"★ {NOT_REAL} ★".replace("★", "*"), _face(BOLD, 58), radius=262, top=False)
    draw.polygon(_star(_SEAL / 2, _SEAL / 2, 130), fill=WAX)
    return _png(image)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        angle = math.pi * corner / 5 - math.pi / 2
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return points


def _around(
    image: Image.Image, words: str, face: ImageFont.FreeTypeFont, *, radius: float, top: bool
) -> None:
    """Letters along a circle: over its head from left to right, or along its foot."""
    widths = [face.getlength(letter) for letter in words]
    turn = -sum(widths) / 2 / radius
    for letter, width in zip(words, widths, strict=True):
        angle = turn + width / 2 / radius
        turn += width / radius
        tile = Image.new("RGBA", (160, 160), _CLEAR)
        ImageDraw.Draw(tile).text((80, 80), letter, font=face, fill=WAX, anchor="mm")
        tile = tile.rotate(-math.degrees(angle) if top else math.degrees(angle), Image.Resampling.BICUBIC)
        x = _SEAL / 2 + radius * math.sin(angle)
        y = _SEAL / 2 - radius * math.cos(angle) if top else _SEAL / 2 + radius * math.cos(angle)
        image.alpha_composite(tile, (max(round(x - 80), 0), max(round(y - 80), 0)))
