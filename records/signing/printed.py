"""The head of the journal that a document was composed from, found in its small print."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

# As `SmallPrint` of minutes and of reports says it; spaces are those that laying out and reading left.
_PRINTED: Final = re.compile(
    r"mục (?:kết thúc )?số (\d{1,9}); mã kiểm tra của mục này bắt đầu bằng ([0-9a-f]{16})"
)
_LAST_PAGES: Final = 300


def printed_head(pdf: bytes) -> tuple[int, str] | None:
    """The number and the beginning of the hash that the document prints; the last of several."""
    try:
        pages = PdfReader(BytesIO(pdf)).pages
        for page in reversed(pages[-_LAST_PAGES:]):
            if found := _PRINTED.findall(" ".join(page.extract_text().split())):
                seq, code = found[-1]
                return int(seq), code
    # The file is anybody's: whatever a reader of text stumbles over, the signatures are still to be judged.
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
    return None
