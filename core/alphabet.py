"""The order of the Vietnamese alphabet, the same on every database: a, ă, â, b …, then the tones."""

import unicodedata
from functools import lru_cache

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# None, huyền, hỏi, ngã, sắc, nặng: the order of dictionaries.
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
AFTER_SIGNS = 0x1000  # letters come after digits and signs
KEPT = 16_384  # titles whose place is remembered: those of twenty years

_PLACE: dict[int, str] = {}
_TONE: dict[int, str] = {}
for _letter_place, _letter in enumerate(LETTERS):
    for _tone_place, _tone in enumerate(TONES):
        _composed = unicodedata.normalize("NFC", _letter + _tone)
        if len(_composed) == 1:
            _PLACE[ord(_composed)] = chr(AFTER_SIGNS + _letter_place)
            _TONE[ord(_composed)] = chr(AFTER_SIGNS + _tone_place)


@lru_cache(KEPT)
def place_in_alphabet(text: str) -> tuple[str, str, str]:
    """What texts are sorted by: their letters first, where these are equal their tones, then their case."""
    plain = unicodedata.normalize("NFC", text)
    small = plain.casefold()
    return small.translate(_PLACE), small.translate(_TONE), plain
