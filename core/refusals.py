"""The lawful "no": a refusal has a code and facts, its sentence lives in an app's wording."""

from collections.abc import Callable

# What a refusal is for a browser that is told numbers, where it is not a conflict with what is (409).
STATUS = {"uploads_too_many": 429, "uploads_too_large": 429, "uploads_full": 507}


class Refusal(Exception):
    """An act that the rules forbid now; `code` names the sentence, `facts` fill it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def status(self, otherwise: int) -> int:
        """The status of the answer: `otherwise`, unless there is one for this code."""
        return STATUS.get(self.code, otherwise)


class NotAllowed(Exception):
    """An act that this person may never do on this subject; `policy` is the name of the question asked."""

    def __init__(self, policy: str) -> None:
        super().__init__(policy)
        self.policy = policy


def require(policy: Callable[..., bool], *args: object) -> None:
    """Ask a policy `may_<verb>_<noun>(person, subject)`; raise NotAllowed when it says no."""
    if not policy(*args):
        raise NotAllowed(policy.__name__)
