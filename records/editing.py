"""A pack as one DOCX, for who goes on editing: what was composed here in full, files from outside by name."""

from records.binding import CONTENTS, Job
from records.docx import render_many
from records.elements import Column, Document, Paragraph, Table, Title

COLUMNS = (Column("TT", 14, "center"), Column("Văn bản", 111), Column("Ở đây", 40))
HERE = "Toàn văn"
APART = "Tệp riêng"


def edited(job: Job) -> bytes:
    """The contents, then each composed document as a section; the same job, the same bytes."""
    return render_many(_contents(job), [part.text for part in job.parts if part.text])


def _contents(job: Job) -> Document:
    """Everything that the pack holds, and what of it stands here."""
    rows, group = [], ""
    for number, part in enumerate(job.parts, start=1):
        if part.group != group:
            group = part.group
            rows += [("", group.upper(), "")] if group else []
        rows.append((str(number), part.title, HERE if part.text else APART))
    here = sum(part.text is not None for part in job.parts)
    told = f"Gồm {len(job.parts)} văn bản; toàn văn ở đây: {here}."
    elements = (Title(CONTENTS, job.title), Paragraph(told, align="center"), Table(COLUMNS, tuple(rows)))
    return Document(title=job.title, author=job.author, elements=elements)
