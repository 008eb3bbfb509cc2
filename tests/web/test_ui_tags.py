"""The template tags of the look, without a database: marks, dates, time left, bars, pictures."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.utils import translation

from core.time import at
from core.working_time import WorkingSpan
from ecabinet.templatetags import times, votes
from ecabinet.templatetags.stages import stage
from meetings.templatetags import numbers

MONDAY = datetime(2026, 11, 23, 7, 0, 7, tzinfo=UTC)  # 14:00:07 in Ha Noi
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def drawn(source: str, **context: object) -> str:
    """A snippet of a page as HTML."""
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("spell", "vietnamese", "english"),
    [
        (times.when, "thứ Hai, 23/11/2026, 14:00", "Monday 23 November 2026, 14:00"),
        (times.long_day, "thứ Hai, 23/11/2026", "Monday 23 November 2026"),
        (times.short_day, "thứ Hai 23/11", "Mon 23 Nov"),
        (times.numeric_day, "23/11/2026", "23 Nov 2026"),
        (times.short_time, "14:00", "14:00"),
        (times.exact_time, "14:00:07", "14:00:07"),
    ],
)
def test_a_moment_is_spelt_as_each_language_writes_it(
    spell: Callable[[Any], str], vietnamese: str, english: str
) -> None:
    with translation.override("vi"):
        assert spell(MONDAY) == vietnamese
    with translation.override("en"):
        assert spell(MONDAY) == english


def test_the_day_is_the_one_in_ha_noi_not_in_greenwich() -> None:
    late = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    with translation.override("vi"):
        assert times.when(late) == "thứ Hai, 23/11/2026, 01:30"


def test_a_date_without_time_is_spelt_too() -> None:
    with translation.override("vi"):
        assert times.long_day(date(2026, 1, 4)) == "Chủ nhật, 04/01/2026"


def test_nothing_is_spelt_as_nothing() -> None:
    assert [spell(None) for spell in times.SPELLINGS.values()] == [""] * len(times.SPELLINGS)
    assert drawn("{% moment at %}", at=None) == ""


def test_a_moment_in_a_page_keeps_the_machines_spelling() -> None:
    with translation.override("vi"):
        assert drawn('{% moment at "short_time" %}', at=MONDAY) == (
            '<time datetime="2026-11-23T07:00:07.000Z">14:00</time>'
        )


@pytest.mark.parametrize(
    ("span", "vietnamese", "english"),
    [
        (WorkingSpan(1, 4, 20, False), "còn 1 ngày 4 giờ làm việc", "1 working day 4 hours left"),
        (WorkingSpan(2, 0, 30, False), "còn 2 ngày làm việc", "2 working days left"),
        (WorkingSpan(0, 7, 36, False), "còn 7 giờ 36 phút làm việc", "7 working hours 36 minutes left"),
        (WorkingSpan(0, 1, 0, False), "còn 1 giờ làm việc", "1 working hour left"),
        (WorkingSpan(0, 0, 1, False), "còn 1 phút làm việc", "1 working minute left"),
        (WorkingSpan(0, 0, 0, False), "còn chưa đến 1 phút làm việc", "less than a working minute left"),
        (WorkingSpan(1, 0, 0, True), "quá hạn 1 ngày làm việc", "1 working day overdue"),
        (WorkingSpan(0, 0, 0, True), "vừa quá hạn", "just overdue"),
    ],
)
def test_time_left_is_said_in_its_two_largest_units(span: WorkingSpan, vietnamese: str, english: str) -> None:
    with translation.override("vi"):
        assert times.time_left(span) == vietnamese
    with translation.override("en"):
        assert times.time_left(span) == english


@pytest.mark.parametrize(
    ("span", "urgent"),
    [
        (WorkingSpan(0, 7, 59, False), True),
        (WorkingSpan(3, 0, 0, True), True),
        (WorkingSpan(1, 0, 0, False), False),
    ],
)
def test_a_deadline_is_urgent_below_one_working_day_and_when_over(span: WorkingSpan, urgent: bool) -> None:
    assert ('class="red"' in drawn("{% due until span %}", until=MONDAY, span=span)) is urgent


@pytest.mark.parametrize(
    ("choice", "kind", "letter", "word"),
    [
        ("for", "for", "Đ", "Đồng ý"),
        ("against", "against", "K", "Không đồng ý"),
        ("other", "other", "Y", "Ý kiến khác"),
        ("B", "plain", "B", "Phương án B"),
        (None, "none", "", "Chưa trả lời"),
    ],
)
def test_a_vote_is_a_shape_a_letter_and_a_word(choice: str | None, kind: str, letter: str, word: str) -> None:
    with translation.override("vi"):
        assert drawn("{% vote_mark choice words=True %}", choice=choice) == (
            f'<span class="v {kind}" aria-hidden="true">{letter}</span><span class="sr">{word}</span>'
        )


def test_a_remote_vote_has_its_ring_and_says_so() -> None:
    with translation.override("vi"):
        assert drawn('{% vote_mark "for" remote=True words=True %}') == (
            '<span class="v for remote" aria-hidden="true">Đ</span><span class="sr">Đồng ý, từ xa</span>'
        )


def test_a_mark_never_lets_markup_through() -> None:
    assert "<script>" not in drawn("{% vote_mark choice words=True %}", choice="<script>")


def test_a_choice_is_a_radio_with_its_word_and_its_mark() -> None:
    with translation.override("vi"):
        html = drawn('{% vote_choice "vote" "against" checked=True %}')
    assert 'value="against" checked required' in html
    assert "Không đồng ý" in html
    assert 'class="choice against"' in html


def cells(html: str) -> list[str]:
    """The classes of the cells of a bar."""
    return re.findall(r'<li class="([^"]*)">', html)


FACTS = {"for": 2, "against": 1, "other": 1, "deemed_for": 1, "silent": 2, "cast": 4, "by_choice": []}


@pytest.mark.parametrize(
    "tally", [FACTS, SimpleNamespace(for_=2, **{name: n for name, n in FACTS.items() if name != "for"})]
)
def test_a_bar_has_one_cell_for_each_seat_and_a_mark_at_the_needed_number(tally: object) -> None:
    assert cells(drawn("{% tally_bar tally needed=4 %}", tally=tally)) == [
        "for in", "for in", "for", "against in mid", "other in", "none", "none",
    ]  # fmt: skip


def test_alternatives_are_counted_in_ink() -> None:
    facts = {"for": 0, "silent": 1, "cast": 2, "by_choice": [["A", 1], ["B", 1]]}
    assert cells(drawn("{% tally_bar tally %}", tally=facts)) == ["plain in", "plain in", "none"]


def test_a_running_vote_shows_how_many_and_not_what() -> None:
    assert cells(drawn("{% count_bar 2 4 needed=3 %}")) == ["in", "in", "mid", ""]


def named_pictures() -> set[str]:
    """Every picture that a template asks for by name."""
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")]
    asked = re.compile(r'{%\s*icon\s+"([^"]+)"|parts/empty\.html" with [^%]*icon="([^"]+)"')
    return {first or second for text in texts for first, second in asked.findall(text)}


def test_every_picture_a_template_names_is_in_the_sprite() -> None:
    sprite = (Path(settings.BASE_DIR) / "static" / "icons.svg").read_text(encoding="utf-8")
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    assert named_pictures() - known == set()
    assert set(votes.CHOICE_ICONS.values()) <= known


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", html)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_every_template_compiles(path: Path) -> None:
    assert get_template(str(path.relative_to(TEMPLATES)))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_the_pages_of_last_resort_need_nothing(name: str, language: str) -> None:
    with translation.override(language):
        html = render_to_string(name)
    assert f'<html lang="{language}"' in html
    assert "csrfmiddlewaretoken" not in html


@pytest.mark.parametrize(
    ("language", "day"), [("vi", "thứ Hai, 23/11/2026"), ("en", "Monday 23 November 2026")]
)
def test_a_day_and_an_hour_are_said_in_the_language_of_the_page(language: str, day: str) -> None:
    class Typed(forms.Form):
        day = forms.DateField()
        hour = forms.TimeField(initial=time(17))

    with translation.override(language):
        form = Typed({"day": "2026-11-23", "hour": "09:05"})
        assert [times.in_words(form["day"]), times.in_words(form["hour"])] == [day, "09:05"]
        assert times.in_words(Typed()["hour"]) == "17:00"
        assert [times.in_words(Typed()["day"]), times.in_words(Typed({"day": "ngày mai"})["day"])] == ["", ""]


def test_a_stage_is_a_picture_a_time_and_words_and_never_an_empty_cell() -> None:
    with translation.override("vi"):
        reached, not_yet = stage(MONDAY, "mail", "qua thư điện tử"), stage(None)
    assert "icons.svg#mail" in reached
    assert ">14:00</time><small>23/11</small>" in reached
    assert "qua thư điện tử</span>" in reached
    assert '<span class="sr">chưa</span>' in not_yet


@pytest.mark.parametrize(
    ("ends", "vietnamese", "english"),
    [
        (datetime(2026, 11, 23, 16, 30, tzinfo=UTC), "23:30", "23:30"),
        (datetime(2026, 11, 23, 18, 30, tzinfo=UTC), "01:30 hôm sau", "01:30 the next day"),
        (datetime(2026, 11, 25, 18, 30, tzinfo=UTC), "01:30, 26/11/2026", "01:30, 26 Nov 2026"),
    ],
)
def test_what_goes_on_past_midnight_says_on_which_day_it_ends(
    ends: datetime, vietnamese: str, english: str
) -> None:
    begins = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    assert times.ending(ends, begins) == vietnamese
    with translation.override("en"):
        assert times.ending(ends, begins) == english


def test_an_hour_of_another_day_is_said_with_its_day() -> None:
    with at(datetime(2026, 11, 23, 1, 0, tzinfo=UTC)):
        assert times.hour_or_when(datetime(2026, 11, 23, 16, 59, tzinfo=UTC)) == "23:59"
        assert times.hour_or_when(datetime(2026, 11, 23, 23, 0, tzinfo=UTC)) == "thứ Ba, 24/11/2026, 06:00"
        assert times.exact_of_today(datetime(2026, 11, 23, 16, 59, tzinfo=UTC)) == "23:59:00"
        assert times.exact_of_today(datetime(2026, 11, 22, 16, 59, tzinfo=UTC)) == "22/11/2026 23:59:00"


def test_a_length_of_time_says_its_units() -> None:
    assert (numbers.clock(315), numbers.clock(-4230)) == ("5 phút 15 giây", "−1 giờ 10 phút 30 giây")
    with translation.override("en"):
        assert (numbers.clock(5), numbers.clock(4230)) == ("0 min 05 s", "1 h 10 min 30 s")
