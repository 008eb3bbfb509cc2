"""What is kept of documents that are issued: the document, its facts, number, signed copies, receipt."""

from records.models.kept import Copy, CopyStage, Delivery, Opened, Opening, RecordFacts, RegisterLine
from records.models.record import Record

__all__ = [
    "Copy",
    "CopyStage",
    "Delivery",
    "Opened",
    "Opening",
    "Record",
    "RecordFacts",
    "RegisterLine",
]
