"""The styles of a DOCX, by the names that clerks find in their word processor, with the decree's sizes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from records import form30
from records.docx.markup import twips
from records.form30 import Measure

FONT: Final = "Times New Roman"
NAMESPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# A word processor counts lines in "single" ones, which are 1.15 of the size in Times.
_SINGLE: Final = 240


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its name, size, face, alignment, and the spaces around it in points."""

    name: str
    size: Measure
    align: str = "center"
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    indent: float = 0.0
    leading: float = form30.LEADING.least
    level: int = 0  # of a heading, as readers find it in the outline
    colour: str = ""


_SPACE: Final = form30.PARAGRAPH_SPACE.value
_BODY: Final = Style(
    "Body Text",
    form30.BODY,
    "both",
    before=_SPACE,
    indent=form30.FIRST_LINE.mm,
    leading=form30.LEADING.value,
)
STYLES: Final[dict[str, Style]] = {
    "Parent": Style("Cơ quan chủ quản", form30.PARENT),
    "Issuer": Style("Cơ quan ban hành", form30.ISSUER, bold=True),
    "Nation": Style("Quốc hiệu", form30.NATIONAL_TITLE, bold=True),
    "Motto": Style("Tiêu ngữ", form30.NATIONAL_MOTTO, bold=True),
    "Rule": Style("Nét kẻ", Measure(2, 1, 4, "eCabinet", "own")),
    "Number": Style("Số, ký hiệu", form30.NUMBER, before=8),
    "Date": Style("Địa danh, ngày tháng", form30.PLACE_AND_DATE, italic=True, before=8),
    "Urgency": Style("Mức độ khẩn", form30.URGENCY, bold=True, before=8, colour="CC0000"),
    "Mark": Style("Dấu chỉ", form30.NUMBER, bold=True, before=8),
    "Heading1": Style("heading 1", form30.KIND, bold=True, before=20, level=1),
    "Subtitle": Style("Subtitle", form30.ABOUT, bold=True),
    "Authority": Style("Thẩm quyền ban hành", form30.AUTHORITY, bold=True, before=10),
    "Heading2": replace(_BODY, name="heading 2", bold=True, level=2),
    "BodyText": _BODY,
    "Grounds": replace(_BODY, name="Căn cứ", italic=True),
    "ListParagraph": replace(_BODY, name="List Paragraph"),
    "Note": Style("Chú thích", form30.NOTE, "both", italic=True, before=4),
    "TableHead": Style("Đầu bảng", form30.TABLE, bold=True),
    "TableText": Style("Ô bảng", form30.TABLE, "left"),
    "Capacity": Style("Chức vụ người ký", form30.CAPACITY, bold=True),
    "SignerName": Style("Họ tên người ký", form30.SIGNER_NAME, bold=True),
    "SignerBlank": Style("Chỗ ghi họ tên", form30.SIGNER_NAME),
    "RecipientsLabel": Style("Nơi nhận", form30.RECIPIENTS_LABEL, "left", bold=True, italic=True),
    "Recipients": Style("Danh sách nơi nhận", form30.RECIPIENTS, "left"),
    "Annex": Style("Phụ lục", form30.ANNEX, bold=True, level=2),
    "AnnexReference": Style("Căn cứ kèm theo", form30.ANNEX, italic=True),
    "SmallPrint": Style("Chữ nhỏ", form30.SMALL_PRINT, "left", before=12),
    "Header": Style("header", form30.PAGE_NUMBER, "left"),
}


def styles_xml(language: str) -> str:
    """The part of a DOCX that names its styles; every word is in the font of the decree unless told."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    tongue = {"vi": "vi-VN", "en": "en-US"}.get(language, "vi-VN")
    size = _size(form30.BODY)
    return (
        f"<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{size}"
        f'<w:lang w:val="{tongue}"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{''.join(_style(key, style) for key, style in STYLES.items())}{_TABLES}</w:styles>"
    )


def _size(measure: Measure) -> str:
    half_points = round(measure.value * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style(key: str, style: Style) -> str:
    line = round(_SINGLE * style.leading / form30.LEADING.least)
    outline = f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else ""
    indent = f'<w:ind w:firstLine="{twips(style.indent)}"/>' if style.indent else ""
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{style.name}"/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/>'
        f'<w:spacing w:before="{twips(style.before)}" w:after="0" w:line="{line}" w:lineRule="auto"/>'
        f'{indent}<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f"<w:rPr>{'<w:b/>' * style.bold}{'<w:i/>' * style.italic}{colour}{_size(style.size)}</w:rPr>"
        "</w:style>"
    )


def _lines(*places: str) -> str:
    return "".join(f'<w:{place} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for place in places)


_TABLES: Final = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    f"{_lines('top', 'left', 'bottom', 'right', 'insideH', 'insideV')}</w:tblBorders><w:tblCellMar>"
    '<w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
