"""What changed between two texts, as a member reads it."""

import pytest

from core.differences import ADDED, REMOVED, SAME, differences

DRAFT = (
    "Điều 1. Phạm vi điều chỉnh. Nghị quyết này quy định về nhà ở xã hội. "
    "Điều 2. Đối tượng áp dụng. Cơ quan nhà nước, tổ chức và cá nhân có liên quan. "
    "Điều 3. Kinh phí. Ngân sách nhà nước bảo đảm 120 tỷ đồng trong năm 2026. "
    "Điều 4. Hiệu lực thi hành. Nghị quyết này có hiệu lực từ ngày ký. "
    "Điều 5. Tổ chức thực hiện. Các Bộ trưởng chịu trách nhiệm thi hành."
)


def told(old: str, new: str) -> list[list[tuple[str, str]]]:
    return [[(piece.kind, piece.text) for piece in change.pieces] for change in differences(old, new)]


def test_one_figure_is_shown_within_its_sentence() -> None:
    [change] = differences(DRAFT, DRAFT.replace("120 tỷ", "150 tỷ"))
    assert [(piece.kind, piece.text) for piece in change.pieces] == [
        (SAME, "Ngân sách nhà nước bảo đảm"),
        (REMOVED, "120"),
        (ADDED, "150"),
        (SAME, "tỷ đồng trong năm 2026."),
    ]
    assert (change.skipped, change.before, change.after) == (
        4,
        "Điều 3. Kinh phí.",
        "Điều 4. Hiệu lực thi hành.",
    )


def test_lines_broken_otherwise_are_no_change() -> None:
    narrow = DRAFT.replace(" ", "\n", 7).replace("Điều 4", "\n\n Điều 4")
    assert differences(DRAFT, narrow) == []


def test_a_new_and_a_removed_sentence() -> None:
    added = DRAFT.replace("Điều 4. Hiệu", "Bộ Tài chính bố trí vốn. Điều 4. Hiệu")
    assert told(DRAFT, added) == [[(ADDED, "Bộ Tài chính bố trí vốn.")]]
    assert told(added, DRAFT) == [[(REMOVED, "Bộ Tài chính bố trí vốn.")]]


def test_changes_close_together_are_one_passage_and_far_apart_are_two() -> None:
    close = DRAFT.replace("120 tỷ", "150 tỷ").replace("từ ngày ký", "từ ngày 01 tháng 01 năm 2027")
    assert len(differences(DRAFT, close)) == 1
    far = DRAFT.replace("nhà ở xã hội", "nhà ở công nhân").replace("nhiệm thi hành.", "nhiệm.")
    first, second = differences(DRAFT, far)
    assert (first.skipped, second.skipped) == (0, 5)


def test_the_first_and_the_last_sentence_have_nothing_around_them() -> None:
    [change] = differences("Một hai ba bốn.", "Một hai ba năm.")
    assert (change.skipped, change.before, change.after) == (0, "", "")


def test_a_passage_written_anew_is_not_torn_to_shreds() -> None:
    assert told("Các cơ quan và địa phương báo cáo.", "Bộ Xây dựng và Bộ Y tế tổng hợp, trình.") == [
        [
            (REMOVED, "Các cơ quan và địa phương báo cáo."),
            (ADDED, "Bộ Xây dựng và Bộ Y tế tổng hợp, trình."),
        ]
    ]


def test_very_long_passages_are_shown_as_replaced_whole() -> None:
    old, new = ("x " * 2000 + end for end in ("một", "hai"))
    assert [kind for kind, _text in told(old, new)[0]] == [REMOVED, ADDED]


@pytest.mark.parametrize(("old", "new", "kind"), [("", "Mới.", ADDED), ("Cũ.", "", REMOVED)])
def test_from_nothing_and_to_nothing(old: str, new: str, kind: str) -> None:
    assert [[piece[0] for piece in change] for change in told(old, new)] == [[kind]]
