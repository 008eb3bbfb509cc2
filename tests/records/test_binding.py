"""A pack is bound from papers of any kind: contents, bookmarks and labels agree, and nothing in it acts."""

import json
from pathlib import Path

import pikepdf

from records.binding import Job, Part
from records.elements import Column, Document, Table, Tick
from records.packs import content_of, key_of
from records.plain import as_plain, from_plain
from tests.records.packs import bound, paper, upload
from tests.records.reading import drawn, pages, pdf, text_of

__all__ = ["upload"]


def job(upload: str, missing: str) -> Job:
    parts = (
        Part("Giấy mời", document=paper("Giấy mời", 30)),
        Part("Tờ trình", "1. Dự thảo Nghị quyết", file=upload),
        Part("Dự thảo", "1. Dự thảo Nghị quyết", file=missing),
        Part("Biên bản", document=paper("Biên bản")),
    )
    return Job("Bộ tài liệu phiên họp", "Chính phủ", parts)


def test_contents_bookmarks_and_labels_lead_to_the_same_pages(upload: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 not really")
    content = bound(job(upload, str(broken)), tmp_path)
    shown = pages(content)
    last = len(shown) - 1  # the contents are one page
    assert last > 5
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        labels = [str(pikepdf.Page(page).label) for page in pdf.pages]
        with pdf.open_outline() as outline:
            told = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert labels[:2] == ["i", "1"]
    assert labels[-1] == str(last)
    assert told == [
        ("Mục lục", []),
        ("Giấy mời", []),
        ("1. Dự thảo Nghị quyết", ["Tờ trình", "Dự thảo"]),
        ("Biên bản", []),
    ]
    words = " ".join(shown[0].split())
    assert f"Gồm 4 văn bản, {last} trang." in words
    assert f"2 Tờ trình {last - 3} 3 Dự thảo {last - 1} 4 Biên bản {last}" in words
    assert "không đọc được ở đây" in shown[-2]


def test_what_would_run_or_carry_something_is_left_behind(upload: str, tmp_path: Path) -> None:
    bound(job(upload, upload), tmp_path)
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        annotations = [each for page in pdf.pages for each in page.obj.get("/Annots", [])]
        assert [str(each.A.URI) for each in annotations] == ["https://vi.du"] * 2
        assert not any("/AA" in page.obj for page in pdf.pages)
        assert "/OpenAction" not in pdf.Root


def test_the_same_papers_are_the_same_bytes_under_the_same_key(upload: str, tmp_path: Path) -> None:
    whole = job(upload, upload)
    first = bound(whole, tmp_path)
    assert bound(whole, tmp_path) == first
    assert (tmp_path / "progress").read_text() == "3 4"
    again = from_plain(json.loads(content_of(whole)), {"Job": Job, "Part": Part})
    assert (again, as_plain(again)) == (whole, as_plain(whole))
    other = Job(whole.title, whole.author, whole.parts[:-1])
    assert key_of(content_of(again)) == key_of(content_of(whole)) != key_of(content_of(other))
    assert "Bộ tài liệu phiên họp" in text_of(first)


def test_a_mark_in_a_table_is_drawn_in_a_box_also_after_it_was_kept() -> None:
    columns = (Column("TT", 20), Column("Đồng ý", 20, "center"))
    plain, ticked = (Document("T", "", (Table(columns, (("1", cell),)),)) for cell in ("Đ", Tick("Đ")))
    assert len(drawn(pdf(*ticked.elements))) == len(drawn(pdf(*plain.elements))) + 4
    again = from_plain(json.loads(json.dumps(as_plain(ticked))))
    assert isinstance(again.elements[0].rows[0][1], Tick)
