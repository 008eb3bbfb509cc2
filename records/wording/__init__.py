"""Phrases that Decree 30/2020 fixes for every document: dates, abbreviations, numerals of annexes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date

_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
# Words that an abbreviation passes over.
_PASSED_OVER = frozenset({"và", "-", "–"})

# Names that keep their capital inside a sentence (Decree 30/2020, Annex II).
_NAMES = (
    "Luật ",
    "Bộ luật ",
    "Nghị định ",
    "Nghị quyết ",
    "Pháp lệnh ",
    "Hiến pháp ",
    "Chính phủ ",
    "Quốc hội ",
    "Thủ tướng",
)

# Words that begin a title and are no name, whatever follows them: *Họp Thường trực Chính phủ*.
_WORDS = frozenset({"Họp", "Về", "Việc", "Trình", "Bàn", "Nghe", "Các", "Một", "Cuộc"})


def day(on: date) -> str:
    """*ngày 05 tháng 02 năm 2026*: zeros before days under 10 and before the first two months."""
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def initials(name: str) -> str:
    """The letters by which a number names its issuer: *Bộ Kế hoạch và Đầu tư*, BKHĐT; tones are left out."""
    words = [word for word in unicodedata.normalize("NFC", name).split() if word not in _PASSED_OVER]
    return "".join(_toneless(word[0]) for word in words).upper()


def within(title: str) -> str:
    """A title inside a sentence: *Dự án Luật* becomes *dự án Luật*; a name keeps its capital."""
    first, _, rest = title.partition(" ")
    named = first[1:2].isupper() or rest[:1].isupper() or title.startswith(_NAMES)
    return title if named and first not in _WORDS else f"{title[:1].lower()}{title[1:]}"


def _toneless(letter: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", letter).translate(_TONES))


def roman(number: int) -> str:
    """The numeral of an annex."""
    return "C" * (number // 100) + _TENS[number // 10 % 10] + _ONES[number % 10]


def ended(lines: Sequence[str]) -> list[str]:
    """Lines of one sentence: a semicolon after each, and a full stop after the last."""
    return [f"{line}{'.' if index == len(lines) else ';'}" for index, line in enumerate(lines, start=1)]
