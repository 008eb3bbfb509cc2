"""The same document gives the same bytes: twice, in threads, in other processes; and names itself."""

import hashlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from records.elements import Letterhead, Paragraph, Run, Title
from records.layout import render
from tests.records.reading import document, reader

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Chính phủ quyết nghị: đồng ý với đề nghị của Bộ Tư pháp ‘về việc’ ₫. " * 20
WHOLE = document(
    Letterhead("Chính phủ", number="Số: 05/BB-CP", place_and_date="Hà Nội, ngày 05 tháng 02 năm 2026"),
    Title("Biên bản", "Phiên họp"),
    Paragraph((Run(TEXT, bold=True), Run(TEXT, italic=True), Run(TEXT, bold=True, italic=True))),
    Paragraph(TEXT),
    title="Biên bản Phiên họp tháng 02 <năm 2026>",
    subject="Nhật ký mục 45",
)
PROGRAM = """
import hashlib
from records.layout import render
from tests.records.test_bytes import WHOLE
print(hashlib.sha256(render(WHOLE)).hexdigest())
"""


def in_a_process_of_its_own(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_same_document_is_the_same_bytes_in_every_process() -> None:
    here = hashlib.sha256(render(WHOLE)).hexdigest()
    assert [in_a_process_of_its_own(seed) for seed in ("0", "1", "4242")] == [here] * 3


def test_documents_rendered_at_once_do_not_mix() -> None:
    documents = [document(Paragraph(f"{number} {TEXT * 3}{chr(0x1EA0 + number)}")) for number in range(24)]
    alone = [render(each) for each in documents]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(render, documents))
    assert together == alone


def test_only_one_document_at_a_time_takes_its_glyphs_out_of_the_faces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """reportlab reads a face through one cursor: two readers at once would embed each other's glyphs."""
    save, inside, seen = Canvas.save, [0], []

    def watched(canvas: Canvas) -> None:
        inside[0] += 1
        time.sleep(0.02)
        seen.append(inside[0])
        save(canvas)
        inside[0] -= 1

    monkeypatch.setattr(Canvas, "save", watched)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(render, [WHOLE] * 8))
    assert seen == [1] * 8


def test_a_document_names_its_title_its_author_and_its_language() -> None:
    pdf = reader(render(WHOLE))
    assert pdf.metadata is not None
    assert (pdf.metadata.title, pdf.metadata.author) == (
        "Biên bản Phiên họp tháng 02 <năm 2026>",
        "Chính phủ",
    )
    assert (pdf.metadata.subject, pdf.metadata.creator) == ("Nhật ký mục 45", "eCabinet")
    root = pdf.trailer["/Root"].get_object()
    assert root["/Lang"] == "vi"  # type: ignore[index]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
