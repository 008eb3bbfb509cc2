"""The order of the Vietnamese alphabet: letters first, then tones, digits and spaces before letters."""

import unicodedata

import pytest

from core.alphabet import LETTERS, place_in_alphabet


def in_order(words: list[str]) -> list[str]:
    return sorted(words, key=place_in_alphabet)


@pytest.mark.parametrize(
    "words",
    [
        ["an", "ăn", "ân", "ba", "da", "đa", "e", "ê", "o", "ô", "ơ", "u", "ư", "y"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mai"],
        ["Dân", "Dự", "Đề án", "Đề nghị", "Luật", "Nghị", "Uỷ", "Ủy", "Xây", "Ý"],
        ["Dự án 2", "Dự án A", "Dự thảo"],
        ["đường bộ", "Đường bộ cao tốc", "đường sắt"],
        ["thương binh", "thương mại", "Thường trực"],
    ],
)
def test_words_stand_as_a_dictionary_has_them(words: list[str]) -> None:
    assert in_order(words[::-1]) == words


def test_capitals_and_the_way_marks_are_encoded_change_no_place() -> None:
    for word in ("Đường", "QUYẾT", "ươm mầm"):
        assert place_in_alphabet(word)[:2] == place_in_alphabet(word.lower())[:2]
        assert place_in_alphabet(unicodedata.normalize("NFD", word)) == place_in_alphabet(word)


def test_every_letter_has_its_place() -> None:
    assert in_order(list(LETTERS)[::-1]) == list(LETTERS)
