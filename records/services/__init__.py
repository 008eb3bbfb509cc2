"""Acts on documents that are issued, one function each."""

from records.services.approving import approve_record, circulate_record, return_record
from records.services.drawing_up import change_record, draw_up_record, take_new_facts
from records.services.ending import recall_record, withdraw_record
from records.services.issuing import issue_record, note_opened, note_opened_all
from records.services.sealing import seal_record, take_sealed_elsewhere
from records.services.signing import number_record, sign_record, take_signed_elsewhere

__all__ = [
    "approve_record",
    "change_record",
    "circulate_record",
    "draw_up_record",
    "issue_record",
    "note_opened",
    "note_opened_all",
    "number_record",
    "recall_record",
    "return_record",
    "seal_record",
    "sign_record",
    "take_new_facts",
    "take_sealed_elsewhere",
    "take_signed_elsewhere",
    "withdraw_record",
]
