"""The secretariat's ballots: compose, send, follow, close; the result in words; lists of constant cost."""

import re
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ballots.forms import MATTERS_OFFERED
from ballots.models import Ballot
from ballots.services import close_ballot
from core.journal import entries
from core.time import HANOI, at, local, now
from core.working_time import viet_nam
from people.models import Person
from people.procedure import load
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser, page

MOMENT = datetime(2026, 11, 18, 9, 30, tzinfo=HANOI)  # a Wednesday
TYPED = "Thông qua <b>dự thảo</b> Nghị quyết?"


def form(cabinet: Cabinet, **wishes: object) -> dict[str, Any]:
    """What the secretariat types for a new ballot, three working days ahead."""
    day = viet_nam().add_working_days(local(now()).date(), 3)
    return {
        "matter": str(cabinet.matter().pk),
        "title": "",
        "question_1": TYPED,
        "body": str(cabinet.body.pk),
        "procedure": "191-2026",
        "deadline_day": day.isoformat(),
        "deadline_time": "17:00",
    } | wishes


def compose(cabinet: Cabinet, **wishes: object) -> Any:
    return browser(cabinet.clerk).post(reverse("ballot_new"), form(cabinet, **wishes))


def act(person: Person, name: str, ballot: Ballot, **typed: str) -> Any:
    """Post an act from the ballot's own page and follow to where it leads, if anywhere."""
    client = browser(person)
    answer = client.post(reverse(name, args=[ballot.pk]), {"back": page(ballot), **typed})
    return client.get(answer["Location"]) if answer.status_code in (302, 303) else answer


def closed(cabinet: Cabinet, procedure: str, choices: str) -> Ballot:
    """A closed ballot: one letter a seat, f(or), a(gainst), o(ther), or - for silence."""
    words = {"f": "for", "a": "against", "o": "other"}
    with at(MOMENT):
        closes_at = datetime.combine(MOMENT.date() + timedelta(days=5), time(17), HANOI)
        ballot = cabinet.open_ballot(procedure=procedure, closes_at=closes_at)
        cabinet.deliver(ballot)
        for order, letter in enumerate(choices, start=1):
            if letter in words:
                cabinet.answer(ballot, order, words[letter], text="Nêu rõ hơn" if letter == "o" else "")
    with at(closes_at):
        return close_ballot(actor=cabinet.clerk, ballot=ballot)


def test_compose_send_follow_close(cabinet: Cabinet) -> None:
    with at(MOMENT):
        made = compose(cabinet)
        ballot = Ballot.objects.get()
        draft = browser(cabinet.clerk).get(made.url).text
        act(cabinet.clerk, "ballot_submit", ballot, note="Kính trình")
        act(cabinet.head, "ballot_approve", ballot)
        sent = act(cabinet.clerk, "ballot_open", ballot).text
        for order in cabinet.holders:
            cabinet.answer(ballot, order)
        done = act(cabinet.clerk, "ballot_close", ballot).text

    assert made.url == f"{page(ballot)}?made=1"
    assert "Draft, not sent" in draft
    assert "was sent to 5 members" in sent
    assert "its result announced" in done
    assert "Adopted" in done


def test_a_new_ballot_starts_with_what_is_usual(cabinet: Cabinet) -> None:
    with at(MOMENT):
        text = browser(cabinet.clerk).get(reverse("ballot_new"), {"matter": str(cabinet.matter().pk)}).text

    assert 'value="2026-11-23"' in text  # three working days later
    assert 'value="17:00"' in text
    assert '<option value="191-2026" selected>' in text
    assert "the earliest deadline is Friday 20 November 2026, 09:30" in text
    assert "The latest is Thursday 26 November 2026" in text  # 24 November is a public holiday


def test_a_ballot_without_a_title_is_named_after_its_matter_in_the_language_of_the_house(
    cabinet: Cabinet,
) -> None:
    with at(MOMENT):
        compose(cabinet)
    ballot = Ballot.objects.get()

    assert ballot.matter.title == "Dự thảo Nghị quyết số 1"
    assert ballot.title == "Lấy ý kiến về dự thảo Nghị quyết số 1"


@pytest.mark.parametrize(
    ("wishes", "sentence"),
    [
        ({"deadline_day": "2026-11-19"}, "at least 2 full working days"),
        ({"deadline_day": "2026-12-18"}, "at most 5 are allowed"),
        ({"deadline_day": "2026-11-01"}, "is not after the opening"),
        ({"deadline_day": "yesterday"}, "Enter a valid date"),
        ({"deadline_time": "25:61"}, "Enter a valid time"),
        ({"matter": ""}, "Choose the matter on which members are asked."),
        ({"matter": "7"}, "is not a valid"),
        ({"procedure": "tomorrow"}, "not one of the available choices"),
        ({"question_1": "   ", "title": TYPED}, "Question 1 has no text"),
        ({"alternatives_1": "Chỉ một"}, "Question 1 offers one alternative only"),
        ({"alternatives_1": "Như nhau\nNHƯ  NHAU"}, "Question 1 offers the same alternative twice"),
        ({"alternatives_1": "\n".join("ABCDEFGHIJK")}, "more than 10 alternatives"),
        ({"question_3": "", "alternatives_3": "A\nB"}, "Question 2 has no text"),
        ({"title": "x" * 501}, "at most 500 characters"),
    ],
    ids=[
        *("short", "long", "past", "no date", "no time", "no matter", "bad", "rules", "no question"),
        *("one alternative", "same twice", "eleven", "alternatives to nothing", "title"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(
    cabinet: Cabinet, wishes: dict[str, str], sentence: str
) -> None:
    with at(MOMENT):
        refused = compose(cabinet, **wishes)

    assert refused.status_code == 422
    assert sentence in refused.text
    assert "Thông qua &lt;b&gt;dự thảo&lt;/b&gt; Nghị quyết?" in refused.text
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("day", ["9999-12-31", "2126-11-22", "0001-01-01", "1900-01-01"])
@pytest.mark.parametrize("procedure", ["39-2022", "191-2026"])
def test_a_mistyped_year_is_refused_also_where_no_longest_time_is_known(
    cabinet: Cabinet, day: str, procedure: str
) -> None:
    refused = compose(cabinet, deadline_day=day, procedure=procedure)
    assert refused.status_code == 422
    assert "Choose a day within a year from today." in refused.text
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("typed", ["\u200b", "\u00a0 \u200f", "\u0007"])
def test_a_question_of_nothing_visible_is_no_question(cabinet: Cabinet, typed: str) -> None:
    assert compose(cabinet, question_1=typed).status_code == 422
    assert not Ballot.objects.exists()


def test_the_journal_keeps_the_question_as_it_is_asked(cabinet: Cabinet) -> None:
    compose(cabinet, question_1="Thông qua\r\n  dự thảo?", title="A\u0300 " * 3)
    ballot = Ballot.objects.get()
    (facts,) = entries(ballot.stream).values_list("facts", flat=True)
    assert facts["questions"] == [ballot.questions.get().text] == ["Thông qua dự thảo?"]
    assert ballot.title == "À À À"


def test_a_long_title_of_a_matter_fits_the_ballot(cabinet: Cabinet) -> None:
    compose(cabinet, matter=str(cabinet.matter("Đ" * 500).pk))
    assert len(Ballot.objects.get().title) == 500


def test_a_draft_whose_deadline_came_too_close_is_not_submitted(cabinet: Cabinet) -> None:
    with at(MOMENT):
        compose(cabinet)
    ballot = Ballot.objects.get()
    with at(MOMENT + timedelta(days=4)):
        refused = act(cabinet.clerk, "ballot_submit", ballot, note="Kính trình").text
        again = browser(cabinet.clerk).get(reverse("ballot_new"), {"from": str(ballot.pk)}).text

    ballot.refresh_from_db()
    assert "Members need at least 2 full working days" in refused
    assert ballot.status == "draft"
    assert "Thông qua &lt;b&gt;dự thảo&lt;/b&gt; Nghị quyết?" in again


# -- several questions, and changing a draft ----------------------------------------------------------------

TWO = {
    "question_1": TYPED,
    "question_2": "",
    "question_3": "Thời điểm có hiệu lực?",
    "alternatives_3": "Từ ngày 01/01/2027\r\n\r\nTừ ngày 01/07/2027",
}


def asked(ballot: Ballot) -> list[tuple[int, str, list[str]]]:
    """Number, text and lettered alternatives of each question."""
    return [
        (each.number, each.text, [f"{a['letter']} {a['text']}" for a in each.alternatives])
        for each in ballot.questions.all()
    ]


def edit(cabinet: Cabinet, ballot: Ballot, person: Person | None = None, **wishes: object) -> Any:
    """Change a draft as it is seen now, unless `seen` says otherwise."""
    typed = form(cabinet, **TWO, seen=entries(ballot.stream).count()) | wishes
    return browser(person or cabinet.clerk).post(reverse("ballot_edit", args=[ballot.pk]), typed)


def test_questions_are_numbered_in_order_and_empty_ones_left_out(cabinet: Cabinet) -> None:
    with at(MOMENT):
        compose(cabinet, **TWO)
    assert asked(Ballot.objects.get()) == [
        (1, "Thông qua <b>dự thảo</b> Nghị quyết?", []),
        (2, "Thời điểm có hiệu lực?", ["A Từ ngày 01/01/2027", "B Từ ngày 01/07/2027"]),
    ]


def test_one_more_question_keeps_what_was_typed_and_points_out_nothing(cabinet: Cabinet) -> None:
    more = compose(cabinet, **TWO, more="1", deadline_day="", title="Đang soạn")
    assert more.status_code == 200
    assert 'name="question_4"' in more.text
    assert 'name="question_5"' not in more.text
    for typed in ("Thông qua &lt;b&gt;dự thảo&lt;/b&gt; Nghị quyết?", "Từ ngày 01/07/2027", "Đang soạn"):
        assert typed in more.text
    assert "There is something to correct" not in more.text
    assert not Ballot.objects.exists()


def test_a_ballot_asks_twenty_questions_and_not_one_more(cabinet: Cabinet) -> None:
    twenty = {f"question_{number}": f"Vấn đề {number}" for number in range(1, 22)}
    with at(MOMENT):
        full = compose(cabinet, **twenty, more="1")
        compose(cabinet, **twenty)
    assert 'name="more"' not in full.text
    assert [number for number, _text, _offered in asked(Ballot.objects.get())] == list(range(1, 21))


def test_a_draft_is_changed_as_a_whole(cabinet: Cabinet) -> None:
    with at(MOMENT):
        ballot = cabinet.draft_ballot()
        shown = browser(cabinet.clerk).get(reverse("ballot_edit", args=[ballot.pk])).text
        answer = edit(cabinet, ballot, title="Tên mới", deadline_day="2026-11-24")
    ballot.refresh_from_db()
    assert "Thông qua dự thảo Nghị quyết?" in shown
    assert 'name="seen" value="1"' in shown
    assert answer.url == f"{page(ballot)}?done=draft"
    assert (ballot.title, [number for number, *_ in asked(ballot)]) == ("Tên mới", [1, 2])
    assert local(ballot.closes_at or MOMENT).isoformat() == "2026-11-24T17:00:00+07:00"
    composed, changed = entries(ballot.stream)
    assert (composed.kind, changed.kind, changed.actor) == (
        "ballot.composed",
        "ballot.changed",
        cabinet.clerk.key,
    )
    assert changed.facts["questions"] == ["Thông qua <b>dự thảo</b> Nghị quyết?", "Thời điểm có hiệu lực?"]
    assert [each["letter"] for each in changed.facts["alternatives"][1]] == ["A", "B"]


def test_of_two_clerks_who_change_a_draft_the_second_is_told_and_keeps_the_text(cabinet: Cabinet) -> None:
    with at(MOMENT):
        ballot = cabinet.draft_ballot()
        edit(cabinet, ballot, title="Của người thứ nhất")
        refused = edit(cabinet, ballot, cabinet.second_clerk, title="Của người thứ hai", seen=1)
        kept = Ballot.objects.get().title
        again = edit(cabinet, ballot, cabinet.second_clerk, title="Của người thứ hai", seen=2)
    assert refused.status_code == 422
    assert "Somebody else has changed this draft" in refused.text
    assert 'name="seen" value="2"' in refused.text
    assert "Của người thứ hai" in refused.text
    assert kept == "Của người thứ nhất"
    assert again.status_code == 302
    assert Ballot.objects.get().title == "Của người thứ hai"


def test_what_was_sent_is_changed_no_more_and_what_was_typed_stays(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    before = asked(open_ballot)
    client = browser(cabinet.clerk)
    refused = client.post(reverse("ballot_edit", args=[open_ballot.pk]), form(cabinet, **TWO))
    assert refused.status_code == 422
    assert "already open and can no longer be changed" in refused.text
    assert "Từ ngày 01/07/2027" in refused.text
    assert asked(open_ballot) == before
    assert client.get(reverse("ballot_edit", args=[open_ballot.pk])).status_code == 303


def test_nobody_moves_a_text_on_that_he_has_not_seen(cabinet: Cabinet) -> None:
    with at(MOMENT):
        ballot = cabinet.draft_ballot()
        shown = browser(cabinet.clerk).get(page(ballot)).text
        edit(cabinet, ballot, cabinet.second_clerk)
        wishes = {"note": "Kính trình", "back": page(ballot)}
        client = browser(cabinet.clerk)
        refused = client.post(reverse("ballot_submit", args=[ballot.pk]), {"seen": "1", **wishes}).text
        statuses = [Ballot.objects.get().status]
        client.post(reverse("ballot_submit", args=[ballot.pk]), {"seen": "2", **wishes})
        statuses.append(Ballot.objects.get().status)
        act(cabinet.head, "ballot_approve", ballot, seen="2")
        statuses.append(Ballot.objects.get().status)
        act(cabinet.head, "ballot_approve", ballot, seen="3")
        statuses.append(Ballot.objects.get().status)
        act(cabinet.clerk, "ballot_open", ballot, seen="3")
        statuses.append(Ballot.objects.get().status)
        act(cabinet.clerk, "ballot_open", ballot, seen="4")
        statuses.append(Ballot.objects.get().status)
    assert 'name="seen" value="1"' in shown
    assert "Somebody has changed this ballot since this page was shown" in refused
    assert "Kính trình" in refused
    assert statuses == ["draft", "submitted", "submitted", "approved", "approved", "open"]


def test_a_matter_of_long_ago_stays_chosen_when_one_more_question_is_asked_for(cabinet: Cabinet) -> None:
    old = cabinet.matter("Việc từ lâu")
    for _number in range(MATTERS_OFFERED):
        cabinet.matter()
    more = compose(cabinet, matter=str(old.pk), more="1")
    assert f'<option value="{old.pk}" selected>' in more.text


def test_a_question_that_is_too_long_is_not_said_to_be_missing(cabinet: Cabinet) -> None:
    refused = compose(cabinet, question_1="x" * 4001).text
    assert "at most 4000 characters" in refused
    assert "has no text" not in refused


def test_members_answer_every_question_and_each_is_counted(cabinet: Cabinet) -> None:
    with at(MOMENT):
        compose(cabinet, **TWO)
        ballot = Ballot.objects.get()
        ballot = cabinet.send(ballot)
        for person, letter in zip(cabinet.holders.values(), "ABBBA", strict=True):
            sheet = {
                "revision": 0,
                "key": uuid4(),
                "subject": ballot.subject,
                "choice_1": "for",
                "text_1": "",
                "choice_2": letter,
                "text_2": "",
            }
            browser(person).post(reverse("answer_cast", args=[ballot.pk]), sheet)
        done = act(cabinet.clerk, "ballot_close", ballot).text
    ballot.refresh_from_db()
    assert ballot.result is not None
    outcomes = [each["outcome"]["decision"] for each in ballot.result["questions"]]
    assert outcomes == ["adopted", "adopted"]
    assert "1. Adopted; 2. Adopted (B)" in browser(cabinet.auditor).get(reverse("ballot_list")).text
    assert "Từ ngày 01/07/2027" in done


def test_silent_members_keep_their_time(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.answer(open_ballot, 1)

    refused = act(cabinet.clerk, "ballot_close", open_ballot).text

    open_ballot.refresh_from_db()
    assert "4 members have not answered and may do so until" in refused
    assert open_ballot.status == "open"


@pytest.mark.parametrize(
    "name", ["minister", "assistant", "deputy", "guest", "auditor", "operator", "outsider"]
)
def test_only_the_secretariat_acts(cabinet: Cabinet, draft_ballot: Ballot, name: str) -> None:
    client = browser(getattr(cabinet, name))

    assert client.get(reverse("ballot_new")).status_code == 403
    assert client.post(reverse("ballot_new"), form(cabinet)).status_code == 403
    edit = reverse("ballot_edit", args=[draft_ballot.pk])
    assert client.get(edit).status_code == client.post(edit, form(cabinet)).status_code == 403
    assert client.post(reverse("ballot_open", args=[draft_ballot.pk])).status_code == 403
    assert client.post(reverse("ballot_close", args=[draft_ballot.pk])).status_code == 403
    draft_ballot.refresh_from_db()
    assert draft_ballot.status == "draft"


def test_acts_are_posted(cabinet: Cabinet, draft_ballot: Ballot) -> None:
    clerk = browser(cabinet.clerk)

    assert clerk.get(reverse("ballot_open", args=[draft_ballot.pk])).status_code == 405
    assert clerk.get(reverse("ballot_close", args=[draft_ballot.pk])).status_code == 405


def test_the_auditor_reads_the_board_and_has_no_button(cabinet: Cabinet, open_ballot: Ballot) -> None:
    board = browser(cabinet.auditor).get(page(open_ballot)).text

    assert "Phó Thủ tướng" in browser(cabinet.auditor, "vi").get(page(open_ballot)).text
    assert "formaction" not in board


# -- the result ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("procedure", "choices", "said"),
    [
        (
            "191-2026",
            "ffa--",
            ["Adopted", "2 members did not answer in time: deemed to agree, counted apart"],
        ),
        ("191-2026", "faaao", ["Not adopted", "members agree"]),
        (
            "39-2022",
            "fff--",
            ["Adopted", "2 members did not answer in time: counted for neither side; where this"],
        ),
        ("39-2022", "ffa--", ["The chair must rule"]),
        ("provincial-sample", "ffa--", ["Not adopted"]),
    ],
    ids=["silence agrees", "rejected", "silence unknown", "silence would decide", "silence not counted"],
)
def test_the_result_has_its_arithmetic_and_shows_silence_apart(
    cabinet: Cabinet, procedure: str, choices: str, said: list[str]
) -> None:
    ballot = closed(cabinet, procedure, choices)

    for person in (cabinet.clerk, cabinet.auditor, cabinet.minister, cabinet.assistant):
        text = browser(person).get(page(ballot)).text
        for words in said:
            assert words in text
        source = load(procedure).majority_share.source_en
        assert source in text
        assert text.count('<ol class="seats27">') == 1


DEVELOPERS_WORDS = ("not verified", "read in another text", "has not been read", "system’s own", "not read")


def without_basis(text: str) -> str:
    """A page as it is read while nobody opens the sources."""
    return re.sub(r'<details class="basis">.*?</details>', "", text, flags=re.DOTALL)


@pytest.mark.parametrize("procedure", ["191-2026", "39-2022"])
def test_members_read_the_rules_in_plain_words_and_how_surely_they_were_read_behind_a_press(
    cabinet: Cabinet, procedure: str
) -> None:
    for ballot in (cabinet.open_ballot(procedure=procedure), closed(cabinet, procedure, "fff--")):
        for person in (cabinet.minister, cabinet.chair, cabinet.assistant):
            text = browser(person).get(page(ballot)).text
            assert [words for words in DEVELOPERS_WORDS if words in without_basis(text)] == []
            assert load(procedure).majority_share.source_en in without_basis(text)
            assert "not verified" in text
        assert "not verified" in without_basis(browser(cabinet.clerk).get(page(ballot)).text)


def test_a_ballot_beside_another_on_the_same_matter_says_so_and_is_no_less_kept(cabinet: Cabinet) -> None:
    asked = cabinet.open_ballot(title="Phiếu đang lấy ý kiến")
    waiting = cabinet.approve(cabinet.draft_ballot(title="Phiếu chờ gửi", matter=asked.matter))
    named = f"?matter={asked.matter.pk}"
    editor = browser(cabinet.clerk).get(reverse("ballot_new") + named).text
    assert f'<a href="{page(asked)}">Phiếu đang lấy ý kiến</a>' in editor
    assert f'<a href="{page(waiting)}">Phiếu chờ gửi</a>' in editor
    draft = cabinet.draft_ballot(title="Phiếu nữa", matter=asked.matter)
    board = browser(cabinet.clerk).get(page(draft)).text
    assert f'<a href="{page(asked)}">Phiếu đang lấy ý kiến</a>' in board
    assert page(draft) not in browser(cabinet.clerk).get(page(waiting)).text
    assert "Members are asked about this matter already" not in browser(cabinet.clerk).get(page(asked)).text
    assert "already" not in browser(cabinet.clerk).get(reverse("ballot_new")).text


def test_who_did_not_answer_is_marked_as_deemed_and_never_as_agreeing(cabinet: Cabinet) -> None:
    text = browser(cabinet.clerk).get(page(closed(cabinet, "191-2026", "ffa--"))).text
    seats = text[text.index('class="seats27"') :]

    assert len(re.findall(r'class="v for "?', seats.replace('class="v for"', 'class="v for "'))) == 2
    assert seats.count("silent, deemed to agree") == 2


def test_written_opinions_are_shown_with_the_office(cabinet: Cabinet) -> None:
    text = browser(cabinet.minister).get(page(closed(cabinet, "191-2026", "fffao"))).text

    assert "Opinions in writing" in text
    assert "Nêu rõ hơn" in text


def test_closing_again_changes_nothing(cabinet: Cabinet) -> None:
    ballot = closed(cabinet, "191-2026", "ffaaa")
    before = ballot.closed_at

    assert act(cabinet.clerk, "ballot_close", ballot).status_code == 200
    ballot.refresh_from_db()
    assert ballot.closed_at == before


# -- lists --------------------------------------------------------------------------------------------------


def test_filters_say_how_many_and_show_them(cabinet: Cabinet) -> None:
    with at(MOMENT):
        cabinet.draft_ballot(title="Bản nháp")
        cabinet.open_ballot(title="Đang hỏi")
        past = cabinet.open_ballot(title="Đã quá hạn", closes_at=MOMENT + timedelta(days=2, hours=1))
    closed(cabinet, "191-2026", "fffff")
    with at(past.closes_at or MOMENT):
        clerk = browser(cabinet.clerk)
        shown = {
            name: clerk.get(reverse("ballot_list"), {"show": name}).text
            for name in ("all", "unsent", "open", "past", "closed", "nonsense")
        }

    assert "Bản nháp" in shown["unsent"]
    assert "Đang hỏi" not in shown["unsent"]
    assert "Đã quá hạn" in shown["past"]
    assert "Đã quá hạn" not in shown["open"]
    assert "Phiếu lấy ý kiến thử nghiệm" in shown["closed"]
    assert all(title in shown["nonsense"] for title in ("Bản nháp", "Đang hỏi", "Đã quá hạn"))


def test_a_member_sees_what_waits_and_what_is_answered(cabinet: Cabinet) -> None:
    waiting, done = cabinet.open_ballot(title="Chờ tôi"), cabinet.open_ballot(title="Tôi đã trả lời")
    cabinet.draft_ballot(title="Bản nháp")
    cabinet.answer(done, 3)
    member = browser(cabinet.minister)

    lists = {n: member.get(reverse("ballot_list"), {"show": n}).text for n in ("all", "waiting", "answered")}

    assert waiting.title in lists["waiting"]
    assert done.title not in lists["waiting"]
    assert done.title in lists["answered"]
    assert "Bản nháp" not in lists["all"]


@pytest.mark.parametrize("name", ["operator", "outsider", "guest", "deputy"])
def test_others_see_an_empty_list(cabinet: Cabinet, open_ballot: Ballot, name: str) -> None:
    text = browser(getattr(cabinet, name)).get(reverse("ballot_list")).text

    assert open_ballot.title not in text
    assert "No ballot has been sent to you" in text


def test_long_lists_have_pages(cabinet: Cabinet) -> None:
    for number in range(31):
        cabinet.open_ballot(title=f"Phiếu thứ {number:02}")
    clerk = browser(cabinet.clerk)

    first, second = (clerk.get(reverse("ballot_list"), {"page": page}).text for page in (1, 2))

    assert len(set(re.findall(r"Phiếu thứ \d\d", first))) == 30
    assert len(set(re.findall(r"Phiếu thứ \d\d", second))) == 1
    assert clerk.get(reverse("ballot_list"), {"page": "last"}).status_code == 200


def queries(client: Client, path: str) -> int:
    client.get(path)  # the first visit also stores the session
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["clerk", "auditor", "minister", "assistant"])
def test_lists_and_today_cost_the_same_for_one_and_for_thirty(cabinet: Cabinet, name: str) -> None:
    client, paths = browser(getattr(cabinet, name)), [reverse("ballot_list"), reverse("today")]

    def fill(count: int) -> None:
        for _ in range(count):
            ballot = cabinet.open_ballot()
            cabinet.paper(ballot.matter)
            cabinet.answer(ballot, 1)

    fill(1)
    one = [queries(client, path) for path in paths]
    fill(29)
    thirty = [queries(client, path) for path in paths]

    assert one == thirty


@pytest.mark.parametrize("name", ["clerk", "minister", "assistant"])
def test_a_ballot_costs_the_same_however_many_answer(government: Cabinet, name: str) -> None:
    ballot, client = government.open_ballot(), browser(getattr(government, name))
    government.paper(ballot.matter)
    government.answer(ballot, government.minister_seat.order)
    one = queries(client, page(ballot))
    for order in government.holders:
        if order != government.minister_seat.order:
            government.answer(ballot, order)
    government.paper(ballot.matter)

    assert queries(client, page(ballot)) == one
