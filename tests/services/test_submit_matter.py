"""Submitting a matter."""

import unicodedata

from matters.models import Matter
from matters.services import submit_matter
from tests.cast import Cabinet
from tests.services.saying import newest, not_allowed


def test_it_is_kept_and_recorded(cabinet: Cabinet) -> None:
    matter = submit_matter(actor=cabinet.clerk, title="Dự án Luật Thủ đô (sửa đổi)", lead=cabinet.lead)
    entry = newest(matter.stream)
    assert Matter.objects.get() == matter
    assert (entry.kind, entry.actor, entry.subject) == ("matter.submitted", cabinet.clerk.key, matter.stream)
    assert entry.facts == {
        "title": "Dự án Luật Thủ đô (sửa đổi)",
        "lead": "Bộ Xây dựng",
        "confidentiality": "internal",
    }


def test_a_decomposed_title_is_composed(cabinet: Cabinet) -> None:
    typed = unicodedata.normalize("NFD", "Dự thảo Nghị quyết")
    matter = submit_matter(actor=cabinet.clerk, title=f"  {typed}\n\u200b(lần 2)\u202e ", lead=cabinet.lead)
    assert matter.title == "Dự thảo Nghị quyết (lần 2)"


def test_markup_in_a_title_stays_text(cabinet: Cabinet) -> None:
    title = '<b>Dự thảo</b> & <img src="x" onerror="y">'
    assert submit_matter(actor=cabinet.clerk, title=title, lead=cabinet.lead).title == title


def test_members_and_guests_do_not_submit(cabinet: Cabinet) -> None:
    for person in (cabinet.chair, cabinet.minister, cabinet.guest, cabinet.auditor, cabinet.outsider):
        with not_allowed("may_submit_matter"):
            submit_matter(actor=person, title="Dự thảo", lead=cabinet.lead)
    assert not Matter.objects.exists()
