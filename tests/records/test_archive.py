"""Built to PDF/A-2 and tagged: what an archive and a screen reader find in the PDF, piece by piece."""

import re
import subprocess
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest

from records.elements import (
    Annex,
    Boxes,
    Closing,
    Column,
    Element,
    Heading,
    Letterhead,
    Listing,
    Note,
    Paragraph,
    Recipients,
    Signer,
    SmallPrint,
    Table,
    Title,
)
from records.layout import render
from scripts.find_tool import find, how_to_install
from tests.records.reading import document, reader, text_of
from tests.records.tagged import leaves, marked, opened, read

TEXT = "Chính phủ thống nhất với đề nghị của cơ quan chủ trì và giao các bộ tổ chức thực hiện."
MEMBERS = tuple((str(number), f"Bộ trưởng thứ {number}", "") for number in range(1, 61))
ELEMENTS: tuple[Element, ...] = (
    Letterhead("Chính phủ", number="Số: 05/BB-CP", place_and_date="Hà Nội, ngày 05", urgency="Khẩn"),
    Title("Biên bản", "Phiên họp"),
    Note("Chú ý", TEXT * 2),
    Heading("1. Nội dung"),
    Paragraph(f"{TEXT}\n{TEXT * 9}"),
    Paragraph("x" * 200),
    Listing(("một", TEXT * 2)),
    Boxes((("Đồng ý", True), ("Không đồng ý", False))),
    Table((Column("TT", 1), Column("Thành viên", 5), Column("Ghi chú", 2)), MEMBERS),
    Closing(left=Recipients(("Như trên", "Lưu: VT")), right=Signer(("Thủ tướng",), "Nguyễn Văn A")),
    Annex("Phụ lục I", "Bảng", "Kèm theo Biên bản"),
    Paragraph(TEXT),
    SmallPrint("Hết"),
)
WHOLE = document(
    *ELEMENTS, title="Biên bản <Phiên họp>", subject="Nhật ký & mục 45", mark="DỰ THẢO", watermark="BẢN ĐỌC"
)


def test_a_screen_reader_meets_the_elements_in_reading_order() -> None:
    tree = read(render(WHOLE))
    table = next(kid for kid in tree.kids if kid.role == "Table")
    table.kids = table.kids[:2]
    assert tree.outline() == (
        "Document",
        [
            *["P"] * 6,  # issuer, national title, motto, number, place and date, urgency
            "H1",
            ("Note", ["P"]),
            "H2",
            *["P"] * 3,
            ("L", [("LI", ["LBody"])] * 2),
            ("L", [("LI", ["Lbl", "LBody"])] * 2),
            ("Table", [("TR", ["TH"] * 3), ("TR", ["TD"] * 3)]),
            "P",  # recipients, then who signs
            ("L", [("LI", ["LBody"])] * 2),
            *["P"] * 2,
            ("Sect", ["H2", "P", "P"]),
            "P",
        ],
    )


def test_words_do_not_run_together_where_a_line_or_a_page_ends() -> None:
    tree = read(render(WHOLE))
    words = [part.words for part in leaves(tree)]
    assert words[:7] == [
        "CHÍNH PHỦ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BB-CP",
        "Hà Nội, ngày 05",
        "KHẨN",
        "BIÊN BẢN Phiên họp",
    ]
    assert f"Chú ý. {TEXT * 2}" in words
    assert TEXT * 9 in words
    assert f"- {TEXT * 2}" in words
    assert "x" * 200 in words  # one word on several lines stays one
    assert "Phụ lục I BẢNG" in words


def test_boxes_are_lines_that_are_read_as_what_they_say() -> None:
    assert [part.words for part in read(render(WHOLE)).all("Lbl")] == ["☒", "☐"]


def test_a_table_has_its_headings_once_with_their_scope_and_every_cell() -> None:
    content = render(WHOLE)
    table = read(content).all("Table")[0]
    assert [[cell.words for cell in row.kids] for row in table.kids] == [
        ["TT", "Thành viên", "Ghi chú"],
        *[list(row) for row in MEMBERS],
    ]
    assert text_of(content).count("Thành viên") == 3  # shown on every page
    with opened(content) as pdf:
        scopes = [part.A.Scope for part in pdf.objects if _is(part, "/S", "/TH")]
    assert scopes == [pikepdf.Name.Column] * 3


def _is(part: Any, key: str, name: str) -> bool:
    return isinstance(part, pikepdf.Dictionary) and part.get(key) == pikepdf.Name(name)


def test_page_numbers_marks_watermarks_and_repeated_headings_are_artefacts() -> None:
    with opened(render(WHOLE)) as pdf:
        pieces = marked(pdf)
        artefacts = [pieces[page, -1] for page in range(len(pdf.pages))]
        owners = {
            (int(page), number): part
            for page, parts in zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True)
            for number, part in enumerate(parts)
        }
    assert artefacts[0] == "BẢN ĐỌCDỰ THẢO"
    assert artefacts[1] == "BẢN ĐỌC2DỰ THẢOTTThành viênGhi chú"
    assert set(owners) == {place for place in pieces if place[1] >= 0}  # every piece has its owner


def test_it_names_its_standard_title_language_and_colours() -> None:
    with opened(render(WHOLE)) as pdf:
        root: Any = pdf.Root
        information = pdf.trailer.Info
        assert (str(root.Lang), root.MarkInfo.Marked, root.ViewerPreferences.DisplayDocTitle) == (
            "vi",
            True,
            True,
        )
        assert {key: str(value) for key, value in information.items()} == {
            "/Title": "Biên bản <Phiên họp>",
            "/Author": "Chính phủ",
            "/Subject": "Nhật ký & mục 45",
            "/Creator": "eCabinet",
            "/Producer": "eCabinet",
        }
        metadata = root.Metadata.read_bytes()
        intent = root.OutputIntents[0]
        assert intent.S == pikepdf.Name.GTS_PDFA1
        assert intent.DestOutputProfile.N == 3
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
        assert pdf.pdf_version == "1.7"
        assert len(pdf.trailer.ID) == 2
    assert "/Filter" not in root.Metadata
    words = [text.strip() for text in ElementTree.fromstring(metadata).itertext() if text.strip()]
    assert words == [
        "2", "B", "application/pdf", "vi", "Biên bản <Phiên họp>", "Nhật ký & mục 45", "Chính phủ",
        "eCabinet", "eCabinet",
    ]  # fmt: skip


def test_nothing_that_an_archive_refuses_is_in_it() -> None:
    pdf: Any
    with opened(render(WHOLE)) as pdf:
        keys = {key for part in pdf.objects if isinstance(part, pikepdf.Dictionary) for key in part}
        assert not keys & {"/JS", "/AA", "/OpenAction", "/EmbeddedFiles", "/SMask", "/Trans", "/Encrypt"}
        fonts: list[Any] = [part for part in pdf.objects if _is(part, "/Type", "/Font")]
        assert len(fonts) == 4
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert "/Encoding" not in font  # as is asked of symbolic fonts
            assert font.FontDescriptor.Flags & 4
            mapped = font.ToUnicode.read_bytes()
            assert b"<0000>" not in mapped
            lists = re.findall(rb"(\d+) beginbfchar\n((?:<.*\n)*)endbfchar", mapped)
            assert [int(count) for count, _ in lists] == [some.count(b"\n") for _, some in lists]
            assert all(int(count) <= 100 for count, _ in lists)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_empty_document_is_whole_too(language: str) -> None:
    content = render(document(title="", author="", language=language))
    assert read(content).outline() == "Document"
    assert len(reader(content).pages) == 1


def test_other_tools_find_it_whole_tagged_and_with_every_font(tmp_path: Any) -> None:
    for tool in ("qpdf", "pdffonts", "pdfinfo"):
        if not find(tool):
            pytest.skip(how_to_install(tool))
    path = tmp_path / "whole.pdf"
    path.write_bytes(render(WHOLE))

    def said(*command: str) -> str:
        return subprocess.run([*command, str(path)], capture_output=True, text=True, check=True).stdout

    assert "No syntax or stream encoding errors found" in said("qpdf", "--check")
    fonts = said("pdffonts").splitlines()[2:]
    assert [line.split()[-5:-2] for line in fonts] == [["yes", "yes", "yes"]] * 4
    structure = said("pdfinfo", "-struct-text")
    assert f'"{TEXT * 9}"' in structure
    assert "/Scope /Column" in structure
    assert "BẢN ĐỌC" not in said("pdftotext") if find("pdftotext") else True
