"""In whose name a document is signed: TM., KT., TL. or in one's own (Decree 30/2020, Art. 13)."""

from __future__ import annotations

from enum import StrEnum


class Capacity(StrEnum):
    """The capacity in which somebody signs; `USUAL` is the one that belongs to the office."""

    OWN = "own"
    TM = "tm"  # thay mặt: on behalf of the body
    KT = "kt"  # ký thay: a deputy for the head
    TL = "tl"  # thừa lệnh: by order of the head


def usual(chair_rank: int | None, *, serves_body: bool) -> Capacity:
    """The head of a body signs on its behalf, who chairs after him in his stead, the office by his order."""
    if not serves_body:
        return Capacity.TL
    if chair_rank is None:
        return Capacity.OWN
    return Capacity.TM if chair_rank == 1 else Capacity.KT


def rank_of(office: str, body: str) -> str:
    """The office as it stands under the body's name: *Phó Thủ tướng Chính phủ (kinh tế)*, *Phó Thủ tướng*."""
    rank = office.partition("(")[0].partition(",")[0].strip()
    return rank.removesuffix(body).strip() or office


def own_rank(office: str, agency: str) -> str:
    """The office under its agency's name: *Bộ trưởng, Chủ nhiệm*, without *Văn phòng Chính phủ*."""
    return office.removesuffix(agency).strip() or office


def signing_lines(capacity: Capacity, *, body: str, head: str, office: str) -> tuple[str, ...]:
    """The lines above the signature: *TM. CHÍNH PHỦ / KT. THỦ TƯỚNG / PHÓ THỦ TƯỚNG*."""
    match capacity:
        case Capacity.TM:
            return (f"TM. {body}".upper(), rank_of(office, body).upper())
        case Capacity.KT:
            stead = f"KT. {rank_of(head, body)}".upper()
            return (f"TM. {body}".upper(), stead, rank_of(office, body).upper())
        case Capacity.TL:
            return (f"TL. {rank_of(head, body)}".upper(), office.upper())
        case Capacity.OWN:
            return (office.upper(),)
