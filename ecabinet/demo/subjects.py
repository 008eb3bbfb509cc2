"""What ten years of ballots are about: titles as the Government's programme words them, seeded."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from ballots.rules import Asked
from ecabinet.demo.government import rows
from records.wording import within

# How a text is titled; a year keeps those apart that come back every year.
TEXTS = (
    "Dự thảo Nghị định quy định về {subject}",
    "Dự thảo Nghị định sửa đổi, bổ sung một số điều của Nghị định về {subject}",
    "Dự thảo Nghị quyết của Chính phủ về {subject} năm {year}",
    "Dự thảo Quyết định của Thủ tướng Chính phủ về {subject} giai đoạn {year} - {later}",
    "Đề nghị xây dựng Nghị định về {subject}",
    "Đề án tăng cường hiệu lực, hiệu quả quản lý nhà nước về {subject} đến năm {later}",
    "Báo cáo của Chính phủ về tình hình thực hiện pháp luật về {subject} năm {year}",
    "Chương trình hành động của Chính phủ về {subject} năm {year}",
)
MOMENTS = (
    "Có hiệu lực từ ngày ký ban hành.",
    "Có hiệu lực sau 45 ngày kể từ ngày ký ban hành.",
    "Có hiệu lực từ ngày 01 tháng 01 năm {next}.",
)
OPINIONS = (
    "Đồng ý về nguyên tắc; đề nghị cơ quan chủ trì làm rõ nguồn kinh phí thực hiện tại Tờ trình.",
    "Đề nghị bổ sung quy định chuyển tiếp và thời điểm có hiệu lực phù hợp với thời gian chuẩn bị.",
    "Đề nghị rà soát để thống nhất với các luật có liên quan trước khi ban hành.",
    "Đề nghị làm rõ trách nhiệm phối hợp giữa các bộ và Ủy ban nhân dân cấp tỉnh.",
    "Đề nghị đánh giá kỹ tác động đối với doanh nghiệp nhỏ và người dân vùng khó khăn.",
    "Đề nghị chỉ quy định những nội dung được luật giao, không quy định thêm thủ tục hành chính.",
)


@dataclass(frozen=True)
class Subject:
    """One thing that members are asked about: what, by which agency, in which questions."""

    title: str
    lead: str  # key of the agency
    questions: tuple[Asked, ...]


def subject_of(chance: Random, year: int) -> Subject:
    """A subject of this year, with its three questions."""
    line = chance.choice(_subjects())
    title = chance.choice(TEXTS).format(subject=line["subject"], year=year, later=year + 5)
    when = tuple(text.format(next=year + 1) for text in MOMENTS)
    questions = (
        Asked(f"Thông qua {within(title)}."),
        Asked("Thời điểm có hiệu lực của văn bản.", when),
        Asked("Giao cơ quan chủ trì tiếp thu ý kiến Thành viên Chính phủ, hoàn thiện và trình ký ban hành."),
    )
    return Subject(title, line["agency"], questions)


@lru_cache
def _subjects() -> tuple[dict[str, str], ...]:
    return tuple(rows("subjects"))
