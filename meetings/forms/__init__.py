"""What is typed about meetings: the plan, the agenda, guests, attendance, conclusions."""

from meetings.forms.agenda import (
    GuestForm,
    ItemForm,
    LineForm,
    MoveForm,
    NewItemForm,
    SectionForm,
)
from meetings.forms.beginning import (
    beginning,
)
from meetings.forms.course import (
    DeferForm,
    DirectionForm,
    HandOverForm,
    PauseForm,
    RecusalForm,
    UrgentItemForm,
)
from meetings.forms.deadline import (
    PapersDueForm,
)
from meetings.forms.fields import (
    MINUTES_MOST,
    NAME,
    OFFICE,
    REASON_LENGTH,
    OneOf,
    Select,
    SeveralOf,
    drawn_options,
    minutes_field,
)
from meetings.forms.following import (
    FollowingForm,
)
from meetings.forms.lines import (
    AgendaForm,
)
from meetings.forms.plan import (
    FIRST_DAY,
    LAST_DAY,
    OUTSIDE,
    MeetingForm,
    PlanForm,
    title_of,
)
from meetings.forms.positions import (
    PositionForm,
    by_item,
)
from meetings.forms.room import (
    CONCLUSION_LENGTH,
    AttendanceForm,
    ConclusionForm,
    QuickAttendanceForm,
)
from meetings.forms.rooms import (
    RoomForm,
)

__all__ = [
    "CONCLUSION_LENGTH",
    "FIRST_DAY",
    "LAST_DAY",
    "MINUTES_MOST",
    "NAME",
    "OFFICE",
    "OUTSIDE",
    "REASON_LENGTH",
    "AgendaForm",
    "AttendanceForm",
    "ConclusionForm",
    "DeferForm",
    "DirectionForm",
    "FollowingForm",
    "GuestForm",
    "HandOverForm",
    "ItemForm",
    "LineForm",
    "MeetingForm",
    "MoveForm",
    "NewItemForm",
    "OneOf",
    "PapersDueForm",
    "PauseForm",
    "PlanForm",
    "PositionForm",
    "QuickAttendanceForm",
    "RecusalForm",
    "RoomForm",
    "SectionForm",
    "Select",
    "SeveralOf",
    "UrgentItemForm",
    "beginning",
    "by_item",
    "drawn_options",
    "minutes_field",
    "title_of",
]
