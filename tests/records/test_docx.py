"""Documents as DOCX: the words of the PDF in their order, in named styles, the same bytes each time."""

import os
import subprocess
import time
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import form30
from records.docx import render_docx, render_many
from records.elements import (
    Article,
    Authority,
    Boxes,
    Closing,
    Column,
    Element,
    Grounds,
    Letterhead,
    Paragraph,
    Recipients,
    Run,
    Signer,
    Table,
    Title,
)
from records.layout import render
from scripts.find_tool import find, how_to_install
from tests.records.reading import document
from tests.records.tagged import W, structure_of, words_of
from tests.records.test_archive import WHOLE
from tests.records.test_decisions import RESOLUTION
from tests.records.test_text import HOSTILE, everywhere

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
COLUMNS = (Column("A", 1), Column("B", 2), Column("C", 3))
EVERYTHING = document(*RESOLUTION, *WHOLE.elements)


def part(content: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(name))


def body(content: bytes) -> ElementTree.Element:
    return part(content, "word/document.xml")


def paragraph_with(content: bytes, words: str) -> ElementTree.Element:
    return next(
        each
        for each in body(content).iter(f"{W}p")
        if words in "".join(text.text or "" for text in each.iter(f"{W}t"))
    )


def test_it_says_what_the_pdf_says_in_the_same_order() -> None:
    assert words_of(render_docx(EVERYTHING)) == structure_of(render(EVERYTHING))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_the_same_words_in_both(text: str) -> None:
    some = document(*wherever(text), title=text, author=text, subject=text, mark=text, watermark=text)
    assert "".join(words_of(render_docx(some))) == "".join(structure_of(render(some)))


def wherever(text: str) -> tuple[Element, ...]:
    """The text in every place that an element has."""
    return (
        *everywhere(text),
        Letterhead(text, urgency=text),
        Authority(text),
        Grounds((text, text)),
        Article(1, text),
        Article(2, (Run(text), Run(text, bold=True)), title=text),
        Boxes(((text, True), (text, False))),
    )


TYPED = st.text(max_size=60) | st.sampled_from(
    ("<w:t>", "&amp;", "]]>", "a\u0301\u0323", "\ud83d", "x" * 10_000)
)


@settings(max_examples=15, deadline=None)
@given(st.lists(TYPED, min_size=6, max_size=6))
def test_whatever_is_typed_comes_out_of_both(texts: list[str]) -> None:
    one, two, three, four, five, six = texts
    some = document(
        Title(one, two[:500]),  # as long as a title may be; one of pages is refused
        Paragraph((Run(three, bold=True), Run(four, italic=True))),
        Table(COLUMNS, ((five, six, one), (two,))),
        Closing(left=Recipients((three,)), right=Signer((four,), five)),
    )
    assert "".join(words_of(render_docx(some))) == "".join(structure_of(render(some)))


def test_the_same_document_is_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_docx(EVERYTHING)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert render_docx(EVERYTHING) == first
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_page_is_the_decrees_and_numbered_from_page_two_on() -> None:
    content = render_docx(EVERYTHING)
    margins = next(body(content).iter(f"{W}pgMar"))
    millimetres = {
        side: int(margins.get(f"{W}{side}", "")) / 20 / form30.POINTS_PER_MM for side in ("top", "left")
    }
    assert {side: round(width) for side, width in millimetres.items()} == {"top": 20, "left": 30}
    assert next(body(content).iter(f"{W}titlePg")) is not None
    assert [
        len(list(part(content, f"word/{name}.xml").iter(f"{W}fldSimple")))
        for name in ("header-first", "header")
    ] == [0, 1]


@pytest.mark.parametrize(
    ("words", "style", "size", "bold"),
    [
        ("NGHỊ QUYẾT", "heading 1", 14, True),
        ("Căn cứ Luật", "Căn cứ", 14, False),
        ("QUYẾT NGHỊ:", "Thẩm quyền ban hành", 14, True),
        ("HỎA TỐC", "Mức độ khẩn", 13, True),
        ("Như Điều 2", "Danh sách nơi nhận", 11, False),
        ("TM. CHÍNH PHỦ", "Chức vụ người ký", 14, True),
    ],
)
def test_clerks_find_styles_by_their_names(words: str, style: str, size: int, bold: bool) -> None:
    content = render_docx(EVERYTHING)
    used = next(paragraph_with(content, words).iter(f"{W}pStyle")).get(f"{W}val")
    found = next(
        each for each in part(content, "word/styles.xml").iter(f"{W}style") if each.get(f"{W}styleId") == used
    )
    assert next(found.iter(f"{W}name")).get(f"{W}val") == style
    assert next(found.iter(f"{W}sz")).get(f"{W}val") == str(size * 2)
    assert bool(list(found.iter(f"{W}b"))) is bold
    fonts = next(part(content, "word/styles.xml").iter(f"{W}rFonts"))
    assert set(fonts.attrib.values()) == {"Times New Roman"}


def test_headings_of_tables_are_repeated_and_a_signature_stays_together() -> None:
    content = render_docx(EVERYTHING)
    heads = [row for row in body(content).iter(f"{W}tr") if list(row.iter(f"{W}tblHeader"))]
    assert ["".join(text.text or "" for text in row.iter(f"{W}t")) for row in heads] == [
        "TTThành viênGhi chú"
    ]
    for words in ("Nghị quyết có hiệu lực", "TM. CHÍNH PHỦ", "THỦ TƯỚNG"):
        assert list(paragraph_with(content, words).iter(f"{W}keepNext"))


def test_libreoffice_opens_it_and_gives_the_same_words_back(tmp_path: Path) -> None:
    assert by_office(render_docx(EVERYTHING), tmp_path) == structure_of(render(EVERYTHING))


def by_office(content: bytes, folder: Path) -> list[str]:
    """The words that LibreOffice finds."""
    office = find("soffice")
    if not office:
        pytest.skip(how_to_install("soffice"))
    path = folder / "whole.docx"
    path.write_bytes(content)
    command = [office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), str(path)]
    subprocess.run(
        command, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(folder)}
    )
    return (folder / "whole.txt").read_text(encoding="utf-8-sig").split()


def test_many_in_one_are_sections_that_each_begin_on_a_page_one(tmp_path: Path) -> None:
    contents, one = document(Title("Mục lục", "ba văn bản")), document(Paragraph("Một."), mark="DỰ THẢO")
    content = render_many(contents, [one, EVERYTHING, one])
    sections = list(body(content).iter(f"{W}sectPr"))
    starts = [each.find(f"{W}pgNumType").get(f"{W}start") for each in sections]  # type: ignore[union-attr]
    assert starts == ["1"] * 4
    # The head of its own mark: the second and the last document share theirs.
    heads = [[each.get(f"{R}id") for each in section.iter(f"{W}headerReference")] for section in sections]
    assert (heads[1], len({head for [head, _] in heads})) == (heads[3], len({"", "DỰ THẢO", EVERYTHING.mark}))
    related = {each.get("Id"): each.get("Target") for each in part(content, "word/_rels/document.xml.rels")}
    said = [[text.text for text in part(content, f"word/{related[head]}").iter(f"{W}t")] for head, _ in heads]
    assert (said[0], said[1]) == ([], ["DỰ THẢO"])
    alone = [word for each in (contents, one, EVERYTHING, one) for word in words_of(render_docx(each))]
    assert words_of(content) == alone == by_office(content, tmp_path)
    assert content == render_many(contents, [one, EVERYTHING, one])


def test_what_no_longer_holds_says_so_once_in_the_head_of_every_page() -> None:
    for mark, watermark, said in (
        ("ĐÃ THU HỒI · Dữ liệu trình diễn", "ĐÃ THU HỒI", "ĐÃ THU HỒI · Dữ liệu trình diễn"),
        ("ĐÃ THU HỒI ngày 30", "ĐÃ THU HỒI\nngày 30", "ĐÃ THU HỒI ngày 30"),
        ("DỰ THẢO", "BẢN ĐỌC", "DỰ THẢO · BẢN ĐỌC"),
        ("", "BẢN ĐỌC", "BẢN ĐỌC"),
        ("DỰ THẢO", "", "DỰ THẢO"),
    ):
        content = render_docx(document(Paragraph("Một."), mark=mark, watermark=watermark))
        for name in ("word/header.xml", "word/header-first.xml"):
            words = [text.text for text in part(content, name).iter(f"{W}t")]
            assert words[-1:] == [said]
