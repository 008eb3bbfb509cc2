"""What declares a state secret: Mật, Tối mật and Tuyệt mật as marks, not as words of a sentence."""

import re
import unicodedata

# The levels of Law 117/2025/QH15, as before of Law 29/2018/QH14; the highest is found first.
LEVELS = ("Tuyệt mật", "Tối mật", "Mật")
_ANY = r"(tuyệt\s*mật|tối\s*mật|mật|top\s+secret)"
_SPELT = r"(TUYỆT\s*MẬT|TỐI\s*MẬT|MẬT|Tuyệt mật|Tối mật|Mật)"
_STAMPED = r"(TUYỆT\s*MẬT|TỐI\s*MẬT|MẬT)"

# "(Mật)", "[TỐI MẬT]", "(độ mật: Mật)".
_IN_BRACKETS = re.compile(rf"[\[(]\s*(?:độ\s+mật\s*:?\s*)?{_ANY}\s*[\])]", re.IGNORECASE)
# "Độ mật: Tối mật".
_NAMED = re.compile(rf"\bđộ\s+mật\s*:\s*{_ANY}\b", re.IGNORECASE)
# "Tài liệu này thuộc độ Mật", and not "… không thuộc độ Mật" or "tài liệu mật".
_SAID = re.compile(
    r"\b(?:này|[Nn]ội dung|[Vv]ăn bản|[Tt]ài liệu|[Hh]ồ sơ|[Pp]hiếu)\s+(?:là|thuộc|mang|có|đóng dấu)\s+"
    rf"(?:mức\s+)?(?:độ\s+)?(?:mật\s+)?{_SPELT}\b"
)
# A line of its own: the stamp.
_ALONE = re.compile(rf"^\W*{_ANY}\W*$", re.IGNORECASE)
_STAMP_ALONE = re.compile(rf"^\W*{_STAMPED}\W*$")
# "MẬT: về …", "TỐI MẬT – …", and at the end "… – TỐI MẬT".
_IN_FRONT = re.compile(rf"^\W*{_STAMPED}\s*[:|/–—-]")
_BEHIND = re.compile(rf"(?:^|\s)[|/–—-]\s*{_STAMPED}\W*$")
_PLAIN_NAMES = {"tuyet mat": "Tuyệt mật", "toi mat": "Tối mật"}
_NO_MARK_AFTER = ("bảo", "bí")  # "bảo mật", "bí mật"


def declared(text: str) -> str:
    """The level that a typed text declares ("Tối mật"); empty where none is declared.

    The word inside a sentence declares nothing: "bảo mật", "Luật Bảo vệ bí mật nhà nước", "mật độ".
    """
    whole = _plain(text)
    patterns = (_IN_BRACKETS, _NAMED, _SAID)
    found = [_level(hit[1]) for pattern in patterns for hit in pattern.finditer(whole)]
    for line in whole.splitlines():
        spaced = _closed_up(line)
        found += [
            _level(hit[1]) for pattern in (_ALONE, _IN_FRONT, _BEHIND) if (hit := pattern.search(spaced))
        ]
    return _highest(found)


def declared_by_name(name: str) -> str:
    """The level that the name of a file declares: "To trinh (MAT).pdf", "TỐI MẬT_To trinh.pdf"."""
    stem = _plain(name).rsplit(".", 1)[0]
    bare = _without_marks(stem)
    in_brackets = re.search(r"[\[(]\s*(tuyet\s*mat|toi\s*mat|mat)\s*[\])]", bare, re.IGNORECASE)
    found = [_PLAIN_NAMES.get(" ".join(in_brackets[1].lower().split()), "Mật")] if in_brackets else []
    parts = [part for part in re.split(r"[\W_]+", stem) if part]
    spoken = f" {' '.join(map(_without_marks, parts)).lower()} "
    found += [level for words, level in _PLAIN_NAMES.items() if f" {words} " in spoken]
    before = [part.lower() for part in parts[-2:-1]]
    stamped = parts[:1] == ["MẬT"] or (parts[-1:] == ["MẬT"] and not set(before) & set(_NO_MARK_AFTER))
    if stamped and (len(parts) == 1 or any(part != part.upper() for part in parts)):
        found.append("Mật")
    return _highest(found)


def declared_on_page(text: str) -> str:
    """The level stamped on a page, read from its text: a line of its own in capitals, or "Độ mật: …"."""
    found = []
    for line in _plain(text).splitlines():
        for piece in re.split(r"\s{3,}|\t", line.strip()):
            hit = _STAMP_ALONE.match(_closed_up(piece)) or _NAMED.search(piece)
            found += [_level(hit[1])] if hit else []
    return _highest(found)


def _plain(text: str) -> str:
    """Composed, full-width letters made plain, nothing invisible; line breaks stay."""
    whole = unicodedata.normalize("NFKC", text)
    return "".join(c for c in whole if c in "\n\t" or unicodedata.category(c) not in ("Cf", "Cc"))


def _closed_up(line: str) -> str:
    """Write "M Ậ T" as "MẬT": a line of single letters is a word set wide."""
    parts = line.split()
    wide = len(parts) > 1 and all(len(part) == 1 for part in parts)
    return "".join(parts) if wide else line


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


def _level(words: str) -> str:
    said = "".join(words.lower().split())
    return {"tuyệtmật": LEVELS[0], "topsecret": LEVELS[0], "tốimật": LEVELS[1]}.get(said, LEVELS[2])


def _highest(found: list[str]) -> str:
    return next((level for level in LEVELS if level in found), "")
