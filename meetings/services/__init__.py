"""Acts on meetings by noun: plan, agenda, guests, attendance, running, voting. Pages and commands use it."""

from meetings.services.agenda import (
    Change,
    add_item,
    change_items,
    plan_of,
    remove_item,
    save_agenda,
)
from meetings.services.approving import (
    answer_correction,
    approve_minutes,
    circulate_minutes,
    propose_correction,
    supersede_minutes,
)
from meetings.services.attendance import (
    check_in,
    note_attendance,
    note_attendance_of_all,
)
from meetings.services.block import announce_block, open_block_vote, pull_item, settle_block
from meetings.services.by_hand import (
    confirm_sheet,
    key_sheet,
    return_to_tablets,
    send_back_sheet,
    take_by_hand,
)
from meetings.services.casting import (
    cast_vote,
)
from meetings.services.chair import (
    hand_over_chair,
    take_back_chair,
)
from meetings.services.conclusions import (
    Task,
    conclude_item,
    decide_item,
    release_conclusion,
)
from meetings.services.corrections import (
    note_correction,
)
from meetings.services.course import (
    add_urgent_item,
    defer_item,
    direct_revision,
    move_waiting_item,
)
from meetings.services.deadline import set_papers_due
from meetings.services.forward import take_up_ballot
from meetings.services.guests import (
    invite_guest,
    withdraw_guest,
)
from meetings.services.inviting import cancel_meeting
from meetings.services.looks import look_at_agenda
from meetings.services.minutes import add_sentence, edit_sentence, restore_sentence
from meetings.services.notices import note_notice
from meetings.services.order import (
    move_item,
    move_section,
)
from meetings.services.pausing import (
    pause_meeting,
    resume_meeting,
)
from meetings.services.plan import (
    Holding,
    reschedule_meeting,
    schedule_meeting,
    send_meeting,
)
from meetings.services.positions import (
    confirm_position,
    state_no_objection_to_rest,
    state_position,
)
from meetings.services.preparing_positions import (
    adopt_all_prepared,
    adopt_position,
    prepare_position,
)
from meetings.services.recurrence import (
    Following,
    make_following_sessions,
)
from meetings.services.recusal import (
    lift_recusal,
    recuse_member,
)
from meetings.services.replying import Words, decide_absence, enter_reply, reply, take_calendar_reply
from meetings.services.rooms import (
    add_room,
    change_room,
)
from meetings.services.running import (
    close_meeting,
    end_item,
    start_item,
    start_meeting,
    start_next_item,
)
from meetings.services.sections import (
    add_section,
    remove_section,
    rename_section,
)
from meetings.services.speakers import (
    end_speech,
    give_floor,
    move_speaker,
    request_floor,
    strike_speaker,
    withdraw_request,
)
from meetings.services.standing_items import (
    add_standing_items,
    titles_of,
)
from meetings.services.undoing import (
    undo_last_act,
)
from meetings.services.voting import (
    Spoken,
    announce_vote,
    close_vote,
    open_vote_on_item,
    publish_vote,
    withdraw_announcement,
)

__all__ = [
    "Change",
    "Following",
    "Holding",
    "Spoken",
    "Task",
    "Words",
    "add_item",
    "add_room",
    "add_section",
    "add_sentence",
    "add_standing_items",
    "add_urgent_item",
    "adopt_all_prepared",
    "adopt_position",
    "announce_block",
    "announce_vote",
    "answer_correction",
    "approve_minutes",
    "cancel_meeting",
    "cast_vote",
    "change_items",
    "change_room",
    "check_in",
    "circulate_minutes",
    "close_meeting",
    "close_vote",
    "conclude_item",
    "confirm_position",
    "confirm_sheet",
    "decide_absence",
    "decide_item",
    "defer_item",
    "direct_revision",
    "edit_sentence",
    "end_item",
    "end_speech",
    "enter_reply",
    "give_floor",
    "hand_over_chair",
    "invite_guest",
    "key_sheet",
    "lift_recusal",
    "look_at_agenda",
    "make_following_sessions",
    "move_item",
    "move_section",
    "move_speaker",
    "move_waiting_item",
    "note_attendance",
    "note_attendance_of_all",
    "note_correction",
    "note_notice",
    "open_block_vote",
    "open_vote_on_item",
    "pause_meeting",
    "plan_of",
    "prepare_position",
    "propose_correction",
    "publish_vote",
    "pull_item",
    "recuse_member",
    "release_conclusion",
    "remove_item",
    "remove_section",
    "rename_section",
    "reply",
    "request_floor",
    "reschedule_meeting",
    "restore_sentence",
    "resume_meeting",
    "return_to_tablets",
    "save_agenda",
    "schedule_meeting",
    "send_back_sheet",
    "send_meeting",
    "set_papers_due",
    "settle_block",
    "start_item",
    "start_meeting",
    "start_next_item",
    "state_no_objection_to_rest",
    "state_position",
    "strike_speaker",
    "supersede_minutes",
    "take_back_chair",
    "take_by_hand",
    "take_calendar_reply",
    "take_up_ballot",
    "titles_of",
    "undo_last_act",
    "withdraw_announcement",
    "withdraw_guest",
    "withdraw_request",
]
