"""What is typed about ballots: a member's answer sheet, and the secretariat's ballot that is composed."""

from ballots.forms.answering import AnswerForm
from ballots.forms.approving import ApprovalForm
from ballots.forms.composing import MATTERS_OFFERED, BallotForm
from ballots.forms.confirming import ConfirmationForm
from ballots.forms.extending import ExtensionForm

__all__ = [
    "MATTERS_OFFERED",
    "AnswerForm",
    "ApprovalForm",
    "BallotForm",
    "ConfirmationForm",
    "ExtensionForm",
]
