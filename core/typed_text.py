"""What every typed or sent text goes through before it is kept."""

import unicodedata

# Characters that turn the reading direction or hide: a name made of them lies about its ending.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean_text(text: str) -> str:
    """NFC, no control or invisible characters, single spaces."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(" " if unicodedata.category(c) in UNSEEN else c for c in composed)
    return " ".join(seen.split())
