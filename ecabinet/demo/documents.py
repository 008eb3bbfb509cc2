"""The minutes of the first session as a document, approved: the Prime Minister can sign it at once."""

from ecabinet.demo.government import Government
from meetings.models import Meeting
from records import services
from records.models import Record


def draw_up_first_minutes(government: Government) -> Record:
    """Drawn up by the clerk, approved by the head of the secretariat; the rest is left to try."""
    subject = Meeting.objects.get(slug="first-2019").stream
    drawn = services.draw_up_record(actor=government.clerk, kind="minutes", subject=subject)
    circulated = services.circulate_record(actor=government.clerk, record=drawn)
    return services.approve_record(actor=government.head, record=circulated)
