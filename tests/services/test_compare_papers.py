"""Two versions of a paper are compared by their text, whatever the files are like."""

import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import date

import pikepdf
import pytest

from core.differences import ADDED, REMOVED
from matters import comparing, comparisons
from matters.comparisons import compare
from matters.models import Document, Matter, Version
from matters.papers import compose_submission
from matters.rules import Paper
from matters.services import add_paper, keep
from records.layout import render
from tests.cast import PDF, Cabinet

PARAGRAPHS = [
    f"Mục {number}. Ủy ban nhân dân các tỉnh bố trí đủ quỹ đất và {number * 10} tỷ đồng cho nhà ở xã hội."
    for number in range(1, 60)
]


@pytest.fixture(autouse=True)
def nothing_is_known_yet() -> None:
    comparisons._kept.clear()


@pytest.fixture
def matter(cabinet: Cabinet) -> Matter:
    return cabinet.matter()


def submission(paragraphs: list[str]) -> bytes:
    """A real Tờ trình of several pages."""
    return render(compose_submission("Bộ Xây dựng", "Về nhà ở xã hội", "", date(2026, 11, 2), paragraphs))


def scan() -> bytes:
    """A page without a letter on it."""
    content = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(content)
    return content.getvalue()


def version(cabinet: Cabinet, matter: Matter, content: bytes) -> Version:
    """The next version of the matter's one paper."""
    return add_paper(
        actor=cabinet.clerk,
        matter=matter,
        name="to-trinh.pdf",
        content=content,
        replaces=Document.objects.filter(matter=matter).first(),
    )


def test_the_changed_figure_of_a_long_submission_is_shown(cabinet: Cabinet, matter: Matter) -> None:
    old = version(cabinet, matter, submission(PARAGRAPHS))
    later = [text.replace("300 tỷ đồng", "350 tỷ đồng (tăng 50 tỷ đồng)") for text in PARAGRAPHS]
    new = version(cabinet, matter, submission([*later[:45], "Bộ Tài chính thẩm định.", *later[45:]]))
    assert old.pages > 3
    found = compare(old, new)
    assert (found.state, found.more) == ("changed", 0)
    told = [
        [(piece.kind, piece.text) for piece in change.pieces if piece.kind in (REMOVED, ADDED)]
        for change in found.changes
    ]
    assert told == [
        [(REMOVED, "300"), (ADDED, "350"), (ADDED, "(tăng 50 tỷ đồng)")],
        [(ADDED, "Bộ Tài chính thẩm định.")],
    ]
    assert found.changes[0].before == PARAGRAPHS[28]


def test_the_same_text_in_other_bytes_is_the_same(cabinet: Cabinet, matter: Matter) -> None:
    content = submission(PARAGRAPHS[:3])
    old, new = version(cabinet, matter, content), version(cabinet, matter, content + b"% again\n")
    assert compare(old, new).state == "same"


def test_a_scan_has_no_text_to_compare(cabinet: Cabinet, matter: Matter) -> None:
    old, new = version(cabinet, matter, scan()), version(cabinet, matter, submission(PARAGRAPHS[:3]))
    assert compare(old, new).state == "no_text"


def test_a_file_whose_table_of_contents_is_broken_is_mended_and_read(
    cabinet: Cabinet, matter: Matter
) -> None:
    content = submission(PARAGRAPHS[:3])
    torn = content[: content.rindex(b"startxref")]
    assert compare(version(cabinet, matter, content), version(cabinet, matter, torn)).state == "same"


def test_a_file_that_cannot_be_read_is_said_to_be_so(cabinet: Cabinet, matter: Matter) -> None:
    old, new = version(cabinet, matter, PDF), version(cabinet, matter, PDF + b"% x\n")
    for each, content in ((old, b"%PDF-1.4 nothing of the kind"), (new, b"")):
        each.sha256 = f"{len(content):064x}"
        keep(Paper("x.pdf", content, each.sha256, len(content), 1))
    assert compare(old, new).state == "unreadable"
    new.sha256 = "f" * 64
    assert compare(old, new).state == "unreadable"


def test_what_takes_too_long_ends(cabinet: Cabinet, matter: Matter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparisons, "PATIENCE", 0.01)
    old, new = version(cabinet, matter, PDF), version(cabinet, matter, PDF + b"% x\n")
    began = time.monotonic()
    assert compare(old, new).state == "too_long"
    assert time.monotonic() - began < 5


def test_a_very_long_text_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "LONGEST", 100)
    content = submission(PARAGRAPHS[:3])
    assert comparing.compared(content, content) == {"state": "too_long"}


def test_many_changes_are_counted_and_not_all_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "MOST_CHANGES", 2)
    filled = [f"{text} Câu này giữ nguyên. Câu kia giữ nguyên. Câu nọ giữ nguyên." for text in PARAGRAPHS[:5]]
    later = [text.replace("quỹ đất", "mặt bằng") for text in filled]
    found = comparing.compared(submission(filled), submission(later))
    assert (found["state"], found["more"]) == ("changed", 3)


def test_the_second_reader_gets_what_the_first_one_found(
    cabinet: Cabinet, matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = (version(cabinet, matter, submission(PARAGRAPHS[:n])) for n in (3, 4))
    first = compare(old, new)
    monkeypatch.setattr(comparisons, "PATIENCE", 0)
    assert compare(old, new) is first


def test_while_one_paper_takes_long_nobody_else_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits holds one of the sixteen lanes in which all pages are made."""
    done, found = threading.Event(), comparisons.Comparison("same")
    monkeypatch.setattr(comparisons, "_compared", lambda old, new: found if done.wait(3) else None)
    old, new = Version(sha256="a" * 64), Version(sha256="b" * 64)
    began = time.monotonic()
    with ThreadPoolExecutor(16) as lanes:
        asked = as_completed([lanes.submit(compare, old, new) for _reader in range(16)])
        others = [next(asked).result().state for _reader in range(15)]
        waited = time.monotonic() - began
        done.set()
        first = next(asked).result()
    assert others == ["under_way"] * 15
    assert waited < 2
    assert first is found
    assert compare(old, new) is found  # what was not ready is not kept


def test_two_who_ask_at_once_for_what_is_quickly_compared_both_see_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = comparisons.Comparison("same")
    began, turns = threading.Event(), [0]

    def quick(old: Version, new: Version) -> comparisons.Comparison:
        turns[0] += 1
        began.set()
        time.sleep(0.1)
        return found

    monkeypatch.setattr(comparisons, "_compared", quick)
    old, new = Version(sha256="a" * 64), Version(sha256="b" * 64)
    with ThreadPoolExecutor(2) as lanes:
        first = lanes.submit(compare, old, new)
        assert began.wait(10)
        second = lanes.submit(compare, old, new)
    assert [first.result(), second.result(), turns] == [found, found, [1]]
