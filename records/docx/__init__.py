"""The elements of a document as DOCX, for clerks who go on editing in a word processor."""

from records.docx.packing import render_docx, render_many

__all__ = ["render_docx", "render_many"]
