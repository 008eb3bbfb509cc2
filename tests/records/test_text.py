"""Text that people typed, as it comes out of the PDF: complete, literal, in embedded fonts."""

import time
import unicodedata
from itertools import chain
from pathlib import Path

import pytest

from records import faces
from records.elements import (
    Annex,
    Closing,
    Column,
    Element,
    Heading,
    Letterhead,
    Listing,
    Note,
    Paragraph,
    Recipients,
    Run,
    Signer,
    SmallPrint,
    Table,
    Title,
)
from records.faces import clean
from tests.records.reading import MM, keys_of, pages, pdf, reader, shown, text_of

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES)
ALPHABET = SMALL + SMALL.upper() + "đĐbcdghklmnpqrstvxBCDGHKLMNPQRSTVX" + "₫“”‘’…–—«»§°½²"


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("italic", [False, True])
def test_the_whole_alphabet_comes_back_in_every_face(bold: bool, italic: bool) -> None:
    words = " ".join(ALPHABET)
    content = pdf(Paragraph((Run(words, bold, italic),)))
    assert text_of(content) == words
    assert {each.face for each in shown(content)} == {faces.name(bold=bold, italic=italic)}


@pytest.mark.parametrize("face", faces.NAMES)
def test_no_letter_of_the_alphabet_is_an_empty_box(face: str) -> None:
    known = faces.faces()
    assert {ord(letter) for letter in ALPHABET} <= known.drawable
    assert all(known.widths[face](letter) > 0 for letter in ALPHABET)


def test_what_is_passed_through_unread_can_be_drawn() -> None:
    passed = {code for code in range(0x20, 0x2100) if not faces._UNUSUAL.match(chr(code))}
    assert passed <= faces.faces().drawable


def test_every_font_is_embedded_and_no_other_is_named() -> None:
    content = pdf(Letterhead("Chính phủ"), Note("Chú ý", "Một."), Paragraph("Hai."), mark="DỰ THẢO")
    fonts = [font for page in reader(content).pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in (font.get_object() for font in fonts):
        assert str(font["/BaseFont"]).partition("+")[2] in faces.NAMES
        assert "/FontFile2" in font["/FontDescriptor"].get_object()
        assert "/ToUnicode" in font
    assert b"Helvetica" not in content


def test_the_licence_and_the_version_stand_beside_the_fonts() -> None:
    folder = Path(faces.FOLDER)
    assert "SIL OPEN FONT LICENSE" in (folder / "LICENSE").read_text(encoding="utf-8").upper()
    assert "0.4.2" in (folder / "VERSION").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (unicodedata.normalize("NFD", "Nghị quyết về Điều ước"), "Nghị quyết về Điều ước"),
        ("một\u00adhai", "mộthai"),
        ("a\u202egnp.exe\u202c", "agnp.exe"),
        ("a\u200b\u200d\ufeffb", "ab"),
        ("a\x00\x07\x1bb", "ab"),
        ("a\tb\u2003c\u3000d", "a b c d"),
        ("a\r\nb\rc\u2028d\u2029e\x0bf", "a\nb\nc\nd\ne\nf"),
        ("Họp 😀", "Họp [U+1F600]"),
        ("❤\ufe0f", "[U+2764]"),
        ("中文", "[U+4E2D][U+6587]"),
        ("☑ đồng ý", "[U+2611] đồng ý"),
        ("\ud800", "[U+D800]"),
        ("\ue000", "[U+E000]"),
    ],
)
def test_text_is_cleaned_before_it_is_printed(typed: str, printed: str) -> None:
    assert clean(typed) == printed


HOSTILE = (
    "<b>đậm</i> & <font size=99999>to</font>",
    '<img src="file:///etc/passwd"/> <a href="javascript:alert(1)">x</a>',
    "</para><para><unichar code='65'/> &lt; &#65; %(x)s {y} \\n",
    "(Tj) ET Q endstream endobj << /JS (x) >> \\101",
    "😀 中文 \u202e ngược \x00 \x1b[31m",
    unicodedata.normalize("NFD", "Điều chỉnh, bổ sung Nghị định"),
    "dài" * 700,
    "",
    " ",
    "\n\n\n",
)


def everywhere(text: str) -> tuple[Element, ...]:
    """The text in every place that an element has."""
    return (
        Letterhead(text, text, text, text, text),
        Title(text, text),
        Note(text, text),
        Heading(text),
        Paragraph(text, align="center"),
        Paragraph((Run(text, bold=True), Run(text, italic=True))),
        Listing((text, text), numbered=True),
        Table((Column(text, 1), Column(text, 5)), ((text, text), (text,), (text, text, text))),
        Closing(left=Signer((text, text), text), right=Signer((text,), text)),
        Closing(left=Recipients((text,)), right=Signer((text,))),
        Recipients((text, text)),
        Annex(text, text, text),
        SmallPrint(text),
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_printed_literally_wherever_it_stands(text: str) -> None:
    content = pdf(*everywhere(text), title=text, author=text, subject=text, mark=text)
    flat, words = "".join(text_of(content).split()), "".join(clean(text).split())
    assert words in flat
    assert not keys_of(content) & {
        "/JS",
        "/JavaScript",
        "/URI",
        "/Launch",
        "/OpenAction",
        "/AA",
        "/EmbeddedFile",
    }
    for each in shown(content):
        assert each.x >= 30 * MM - 0.5
        assert each.x + len(each.text) * each.size * 0.1 <= 210 * MM


@pytest.mark.parametrize("element", [Listing(()), Table((Column("A", 1),), ()), Recipients(()), Signer])
def test_what_is_empty_does_not_break(element: Element | type[Signer]) -> None:
    some = Closing(right=Signer(())) if element is Signer else element
    assert not isinstance(some, type)
    assert len(pages(pdf(some))) == 1
    assert len(pages(pdf())) == 1


def test_a_word_of_ten_thousand_letters_wraps_and_loses_none() -> None:
    word = "".join(chain.from_iterable(zip("ằếộư" * 1250, "nghm" * 1250, strict=True)))
    content = pdf(Paragraph(word), Table((Column("TT", 1), Column("Ý kiến", 9)), (("1", word),)))
    assert "".join(each.text for each in shown(content) if each.size == 14) == word
    cell = "".join(each.text for each in shown(content) if each.size == 12 and each.face == faces.REGULAR)
    assert cell.replace("1", "", 1) == word


def test_a_chopped_word_gets_no_spaces_when_it_shares_its_last_line() -> None:
    word = "x" * 70  # longer than an indented line, shorter than a full one and a bit
    content = pdf(Paragraph((Run(word, bold=True), Run("y" * 10 + " hết."))))
    assert "".join(each.text for each in shown(content)) == f"{word}{'y' * 10} hết."


def test_a_dash_between_words_does_not_begin_a_line() -> None:
    content = pdf(*[Paragraph("từ " * count + "Lao động - Thương binh") for count in range(14, 34)])
    assert not [each for each in shown(content) if each.text.startswith("-")]


def test_a_megabyte_in_one_word_and_ten_thousand_lines_are_laid_out_in_seconds() -> None:
    start = time.perf_counter()
    content = pdf(Paragraph("ươ" * 250_000), Paragraph("dòng\n" * 10_000))
    assert time.perf_counter() - start < 30
    assert len(reader(content).pages) > 200
