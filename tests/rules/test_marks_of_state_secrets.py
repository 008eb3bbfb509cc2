"""What declares a state secret and what only speaks of one."""

import pytest

from matters.marks import declared, declared_by_name, declared_on_page


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("MẬT: về nhân sự", "Mật"),
        ("Phương án phòng thủ (Tối mật)", "Tối mật"),
        ("[tuyệt mật] Đề án", "Tuyệt mật"),
        ("Đề án – TỐI MẬT", "Tối mật"),
        ("Ý kiến của Bộ:\nTUYỆT MẬT\nĐồng ý.", "Tuyệt mật"),
        ("Độ mật: Mật", "Mật"),
        ("Nội dung này thuộc độ Mật nên gửi riêng.", "Mật"),
        ("M Ậ T", "Mật"),
        ("M\u1eac\u200bT", "Mật"),  # a zero-width space inside
        ("MÂ\u0323T: về nhân sự", "Mật"),  # decomposed, as a tablet sends it
        ("(Mật) và (Tuyệt mật)", "Tuyệt mật"),
    ],
)
def test_a_mark_declares_its_level_the_highest_first(text: str, level: str) -> None:
    assert declared(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "Dự án Luật Bảo vệ bí mật nhà nước (sửa đổi)",
        "Rà soát danh mục bí mật nhà nước độ Mật của ngành Công an",
        "Quy chế bảo mật thông tin",
        "QUY CHẾ BẢO MẬT",
        "Mật độ xây dựng tối đa 60%",
        "MẬT ONG VÀ SẢN PHẨM TỪ ONG",
        "Tài liệu này không thuộc độ Mật.",
        "Đề nghị không gửi tài liệu mật qua mạng.",
        "Điều mật thiết giữa hai nước",
        "",
    ],
)
def test_the_word_inside_a_sentence_declares_nothing(text: str) -> None:
    assert declared(text) == ""


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("To trinh (MAT).pdf", "Mật"),
        ("MẬT_Tờ trình.pdf", "Mật"),
        ("Tờ trình - MẬT.pdf", "Mật"),
        ("toi-mat.pdf", "Tối mật"),
        ("Báo cáo_TUYET MAT_2026.pdf", "Tuyệt mật"),
        ("Ba\u0301o ca\u0301o (to\u0302\u0301i ma\u0323\u0302t).pdf", "Tối mật"),
        ("Quy chế bảo MẬT.pdf", ""),
        ("MẬT ONG.pdf", ""),
        ("mat-do-dan-so.pdf", ""),
        ("MAT.pdf", ""),  # without marks and brackets it may be anything
    ],
)
def test_the_name_of_a_file_can_declare_it(name: str, level: str) -> None:
    assert declared_by_name(name) == level


@pytest.mark.parametrize(
    ("page", "level"),
    [
        ("BỘ CÔNG AN\nSố: 12/TTr-BCA\nMẬT\nHà Nội, ngày 2 tháng 11", "Mật"),
        ("BỘ CÔNG AN      T Ố I M Ậ T", "Tối mật"),
        ("Độ mật: Tuyệt mật", "Tuyệt mật"),
        ("Điều 3. Tài liệu (Mật) được bảo quản\nmật\nở nơi riêng.", ""),  # a law that speaks of marks
    ],
)
def test_a_page_declares_it_by_a_stamp_in_capitals(page: str, level: str) -> None:
    assert declared_on_page(page) == level
