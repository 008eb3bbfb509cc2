"""The demo's accounts as commands print them."""

from ecabinet.demo import PASSWORD
from people.models import Person

# Who to sign in as first: username → what there is to do.
SUGGESTED = {
    "thuky1": "clerk: prepares and runs sessions, composes ballots",
    "chanhvanphong": "head of the secretariat",
    "thu-tuong": "Prime Minister: chairs, votes, answers ballots",
    "bo-xay-dung": "a minister: votes, has ballots waiting",
    "troly-xay-dung": "that minister's assistant",
    "thutruong-y-te": "a deputy: speaks, never votes",
    "khach": "guest of one agenda item",
    "tochuc": "administrator: persons, seats and appointments; no contents",
    "kiemtoan": "auditor: reads everything, changes nothing",
    "vanhanh": "operator: health only",
}


def listed() -> list[str]:
    """The accounts worth trying and their password; nothing when the demonstration is not loaded."""
    there = Person.objects.filter(is_demo=True, is_active=True)
    if not there.exists():
        return []
    lines = [f"Demo accounts, all with the password {PASSWORD}"]
    lines += [f"  {name:<16} {what}" for name, what in SUGGESTED.items()]
    rest = there.count() - len(SUGGESTED)
    return [*lines, f"  and {rest} more, named like their seats (bo-tai-chinh, ptt-thuong-truc)"]
