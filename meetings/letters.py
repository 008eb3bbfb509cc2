"""The letters about meetings, filled when they are sent: with what holds then, or not sent at all."""

from collections.abc import Callable, Sequence

from django.utils.functional import lazy

from core.time import now
from core.wording import in_words
from meetings.models import Invitation, Meeting, Reply
from meetings.papers.calendar import CANCEL, REQUEST, Dated, message
from meetings.policies import may_reply
from meetings.rules import MeetingStatus
from meetings.rules.replies import Consent
from meetings.selectors import sees
from meetings.selectors.replies import deputies_named, takes_the_chair
from meetings.wording.letters import ASKED, CHAIR_NOT_ASKED, LETTERS, WHEN_AND_WHERE
from people.models import Notice
from people.notices import Letter, Outcome, Part, Words, origin

METHODS = {"meeting:invited": REQUEST, "meeting:changed": REQUEST}
METHODS |= {"meeting:cancelled": CANCEL, "meeting:withdrawn": CANCEL}
METHODS |= {"meeting:deputy": REQUEST, "meeting:deputy_off": CANCEL}
DEPUTY = ("meeting:deputy", "meeting:deputy_off")


def _say(sentence: Callable[[], str]) -> str:
    return sentence()


# Said anew in each language in which the letter is written.
_said = lazy(_say, str)


def letters() -> dict[str, Letter]:
    """Every letter about a meeting, by kind."""
    return {kind: Letter(subject, text, words, parts) for kind, (subject, text) in LETTERS.items()}


def words(notice: Notice) -> Words | None:
    """What fills the letter now; None when it is overtaken or no longer this person's business."""
    invitation = _invitation(notice)
    if invitation is None or not _still_true(notice, invitation):
        return None
    meeting = invitation.meeting
    reply = Reply.objects.filter(pk=notice.facts.get("reply")).first()
    chairs = takes_the_chair(notice.person, meeting)
    facts = {"title": meeting.title, "starts_at": meeting.starts_at, "place": meeting.place}
    return {
        "starts_at": meeting.starts_at,
        "meeting": _said(lambda: str(WHEN_AND_WHERE) % in_words(facts | {"chair": meeting.chair.office})),
        "asked": _said(lambda: _asked(notice.kind, meeting, chairs=chairs)),
        "said": _said(lambda: str(reply.get_said_display()) if reply else ""),
        "office": _said(lambda: reply.seat.office if reply and reply.seat else ""),
    }


def _asked(kind: str, meeting: Meeting, *, chairs: bool) -> str:
    return str(CHAIR_NOT_ASKED) % {"chair": meeting.chair.office} if chairs else str(ASKED.get(kind, ""))


def parts(notice: Notice) -> Sequence[Part]:
    """The meeting for the calendar of whoever is invited, beside the text and as a file.

    Assistants get the text only: what their calendars replied would be nobody's reply.
    """
    invitation, method = _invitation(notice), METHODS.get(notice.kind, "")
    if invitation is None or not method:
        return ()
    named = notice.kind in DEPUTY or _told_as_deputy(notice)
    told = named or notice.kind == "meeting:withdrawn"
    replies = may_reply(notice.person, invitation.meeting)
    if not (told or replies):
        return ()
    page = f"{origin()}{notice.path}"
    asked = replies and not takes_the_chair(notice.person, invitation.meeting)
    text = message(Dated.of(invitation), notice.person, method, page=page, moment=now(), replies=asked)
    return (
        Part(text, f"text/calendar; method={method}"),
        Part(text, f"text/calendar; method={method}", "giay-moi.ics" if method == REQUEST else "huy-hop.ics"),
    )


def _invitation(notice: Notice) -> Invitation | None:
    found = Invitation.objects.filter(pk=notice.facts["meeting"])
    return found.select_related("meeting__chair", "meeting__body").first()


def _still_true(notice: Notice, invitation: Invitation) -> bool:
    meeting, kind = invitation.meeting, notice.kind
    if kind == "meeting:withdrawn":
        return _sent(meeting) and not sees(notice.person, meeting)
    if not sees(notice.person, meeting):
        return False
    if kind in DEPUTY:
        return _sent(meeting) and _deputy_still(notice, invitation)
    if kind == "meeting:cancelled":
        return meeting.status == MeetingStatus.CANCELLED.value
    if kind in METHODS:  # a later change has a message of its own, which says the same better
        return _sent(meeting) and notice.facts["sequence"] == invitation.sequence
    reply = Reply.objects.filter(pk=notice.facts["reply"], revision=notice.facts["revision"]).first()
    if reply is None or not _sent(meeting):
        return False
    wanted = Consent.ASKED.value if kind == "meeting:absence" else notice.facts["consent"]
    return kind == "meeting:noted" or reply.consent == wanted


def _deputy_still(notice: Notice, invitation: Invitation) -> bool:
    """That he is named by the latest that calendars know; or that he is not, and was told he was."""
    named = [each for each in deputies_named(invitation.meeting) if each.deputy_id == notice.person_id]
    if notice.kind == "meeting:deputy_off":
        return not named and _told_as_deputy(notice)
    latest = notice.facts["sequence"] == invitation.sequence
    return latest and any(each.revision == notice.facts["revision"] for each in named)


def _told_as_deputy(notice: Notice) -> bool:
    """Whether this person was told once that he attends for a member."""
    told = Notice.objects.filter(person=notice.person, kind="meeting:deputy", outcome=Outcome.SENT.value)
    return told.filter(facts__meeting=notice.facts["meeting"]).exists()


def _sent(meeting: Meeting) -> bool:
    return meeting.status == MeetingStatus.SENT.value
