"""The submissions that the demonstration shows: plain sentences in form, with no figure or name made up."""

from __future__ import annotations

from datetime import date

from matters.papers import Body, compose_submission
from records.elements import Document, Heading
from records.wording import within


def demo_submission(matter_title: str, agency: str, on: date) -> Document:
    """A short submission on a matter of the demonstration: plain sentences, no figure or name made up."""
    subject = within(matter_title)
    return compose_submission(
        agency,
        f"Về {subject}",
        "",
        on,
        _demo_law(subject, agency) if "luật" in subject.lower() else _demo_resolution(subject, agency),
        demonstration=(
            f"Tờ trình này do hệ thống tạo để trình diễn, không phải văn bản của {agency};"
            " nội dung không phản ánh dự thảo thật."
        ),
    )


def _demo_law(subject: str, agency: str) -> Body:
    """What a submission on a bill says, in the order of its parts."""
    yield (
        f"Thực hiện Chương trình xây dựng pháp luật và chương trình công tác của Chính phủ, {agency} đã"
        f" chủ trì, phối hợp với các bộ, cơ quan liên quan xây dựng {subject}. {agency} kính trình Chính"
        " phủ như sau:"
    )
    yield Heading("I. SỰ CẦN THIẾT BAN HÀNH")
    yield (
        "Thực tiễn thi hành pháp luật trong lĩnh vực này cho thấy các quy định hiện hành đã tạo cơ sở"
        " pháp lý quan trọng cho công tác quản lý nhà nước và bảo vệ quyền, lợi ích hợp pháp của tổ chức,"
        " cá nhân. Tuy nhiên, một số quy định không còn phù hợp với yêu cầu thực tế, chưa đồng bộ với các"
        " luật được ban hành sau và chưa đáp ứng yêu cầu cải cách thủ tục hành chính, chuyển đổi số."
    )
    yield f"Vì vậy, việc trình {subject} là cần thiết."
    yield Heading("II. MỤC ĐÍCH, QUAN ĐIỂM XÂY DỰNG")
    yield (
        "Thể chế hóa chủ trương của Đảng, bảo đảm phù hợp với Hiến pháp và tính thống nhất của hệ thống"
        " pháp luật; kế thừa các quy định còn phù hợp, khắc phục những vướng mắc, bất cập đã được tổng"
        " kết."
    )
    yield (
        "Đẩy mạnh phân cấp, phân quyền gắn với kiểm tra, giám sát; đơn giản hóa thủ tục hành chính; xác"
        " định rõ trách nhiệm của từng cơ quan, tổ chức trong quá trình thực hiện."
    )
    yield from _demo_end(agency)


def _demo_resolution(subject: str, agency: str) -> Body:
    """What a submission on a resolution or another text says."""
    yield (
        f"Thực hiện chương trình công tác của Chính phủ, {agency} đã chủ trì, phối hợp với các bộ, cơ quan"
        f" liên quan xây dựng {subject}. {agency} kính trình Chính phủ như sau:"
    )
    yield Heading("I. SỰ CẦN THIẾT BAN HÀNH")
    yield (
        "Nội dung trình liên quan đến nhiều ngành, nhiều cấp và cần có sự thống nhất của tập thể Chính"
        " phủ. Việc ban hành văn bản tạo cơ sở để các bộ, cơ quan, địa phương phối hợp tổ chức thực hiện,"
        " bảo đảm thông suốt, đúng thẩm quyền và đúng thời hạn."
    )
    yield f"Vì vậy, việc trình {subject} là cần thiết."
    yield Heading("II. MỤC ĐÍCH, PHẠM VI")
    yield (
        "Xác định rõ nội dung, thời hạn và trách nhiệm của từng bộ, cơ quan; tăng cường sử dụng văn bản"
        " điện tử, giảm giấy tờ và thời gian xử lý; bảo đảm an toàn thông tin và bảo vệ bí mật nhà nước."
    )
    yield from _demo_end(agency)


def _demo_end(agency: str) -> Body:
    yield Heading("III. QUÁ TRÌNH XÂY DỰNG")
    yield (
        f"{agency} đã tổ chức tổng kết, đánh giá tác động, lấy ý kiến các bộ, cơ quan, địa phương và đối"
        " tượng chịu tác động; đăng tải dự thảo để lấy ý kiến nhân dân; nghiên cứu tiếp thu, giải trình ý"
        " kiến thẩm định của Bộ Tư pháp theo quy định."
    )
    yield Heading("IV. NHỮNG VẤN ĐỀ XIN Ý KIẾN CHÍNH PHỦ")
    yield "Các bộ, cơ quan cơ bản thống nhất với dự thảo. Xin ý kiến Thành viên Chính phủ về các vấn đề sau:"
    yield "1. Sự cần thiết, phạm vi điều chỉnh và đối tượng áp dụng của dự thảo."
    yield "2. Việc phân công trách nhiệm giữa các bộ, cơ quan và chính quyền địa phương."
    yield "3. Thời điểm có hiệu lực và quy định chuyển tiếp."
    yield f"Trên đây là nội dung Tờ trình, {agency} kính trình Chính phủ xem xét, quyết định./."
