"""What is typed about ballots: answers, drafts, approvals, replies."""

from ballots.forms.answering import AnswerForm, DraftForm
from ballots.forms.approving import ApprovalForm
from ballots.forms.composing import MATTERS_OFFERED, BallotForm
from ballots.forms.confirming import ConfirmationForm
from ballots.forms.extending import ExtensionForm
from ballots.forms.replying import RepliesForm

__all__ = [
    "MATTERS_OFFERED",
    "AnswerForm",
    "ApprovalForm",
    "BallotForm",
    "ConfirmationForm",
    "DraftForm",
    "ExtensionForm",
    "RepliesForm",
]
