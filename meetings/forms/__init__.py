"""What is typed about meetings: the plan, the agenda, guests, attendance, conclusions."""

from meetings.forms.agenda import GuestForm, ItemForm, MoveForm, NewItemForm
from meetings.forms.fields import MINUTES_MOST, NAME, OFFICE, REASON_LENGTH, OneOf, minutes_field
from meetings.forms.plan import FIRST_DAY, LAST_DAY, OUTSIDE, MeetingForm, PlanForm, title_of
from meetings.forms.room import CONCLUSION_LENGTH, AttendanceForm, ConclusionForm, QuickAttendanceForm

__all__ = [
    "CONCLUSION_LENGTH",
    "FIRST_DAY",
    "LAST_DAY",
    "MINUTES_MOST",
    "NAME",
    "OFFICE",
    "OUTSIDE",
    "REASON_LENGTH",
    "AttendanceForm",
    "ConclusionForm",
    "GuestForm",
    "ItemForm",
    "MeetingForm",
    "MoveForm",
    "NewItemForm",
    "OneOf",
    "PlanForm",
    "QuickAttendanceForm",
    "minutes_field",
    "title_of",
]
