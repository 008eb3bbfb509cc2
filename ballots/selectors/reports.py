"""The report of a ballot as it was kept."""

from ballots.models import Ballot, BallotReport


def report_of(ballot: Ballot) -> BallotReport | None:
    """The report as it was issued; None before."""
    return BallotReport.objects.filter(ballot=ballot).first()
