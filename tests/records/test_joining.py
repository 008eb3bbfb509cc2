"""A pack is one structure: its own papers, files with a structure and files without, in reading order."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, NumberTree, Pdf

from records.binding import Job, Part
from records.layout import render
from scripts.find_tool import find, how_to_install
from tests.records.packs import bound, paper, upload
from tests.records.reading import text_of
from tests.records.tagged import leaves, opened, read

__all__ = ["upload"]


def word_file(tmp_path: Path) -> str:
    """A tagged file from outside, with a role of its own and a structure over two pages."""
    pdf = Pdf.new()
    for number in range(2):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Contents = pdf.make_stream(b"/Tieu_de <</MCID 0>> BDC EMC /P <</MCID 1>> BDC EMC")
        page.obj.StructParents = number + 7
    trunk = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(Tieu_de=Name.H1)))
    top = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=trunk, K=Array()))
    rows = Array()
    for number, page in enumerate(pdf.pages):
        elements = [
            pdf.make_indirect(Dictionary(S=Name(role), P=top, Pg=page.obj, K=at, ID=f"id{at}"))
            for at, role in enumerate(("/Tieu_de", "/P"))
        ]
        for each in elements:
            top.K.append(each)
        rows.append(number + 7)
        rows.append(Array(elements))
    trunk.K, trunk.ParentTree = top, Dictionary(Nums=rows)
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = trunk, Dictionary(Marked=True)
    path = tmp_path / "word.pdf"
    pdf.save(path)
    return str(path)


def whole(tmp_path: Path, *files: str) -> bytes:
    own = [Part("Giấy mời", document=paper("Giấy mời", 30)), Part("Biên bản", document=paper("Biên bản"))]
    parts = (own[0], *(Part(f"Tệp {at}", "1. Nội dung", file=file) for at, file in enumerate(files)), own[1])
    return bound(Job("Bộ tài liệu", "Chính phủ", parts), tmp_path)


def test_it_is_read_aloud_paper_by_paper_in_the_order_of_its_pages(upload: str, tmp_path: Path) -> None:
    tree = read(whole(tmp_path, upload))
    contents, invitation, scan, minutes = tree.kids
    assert (tree.role, {kid.role for kid in tree.kids}) == ("Document", {"Part"})
    assert [kid.role for kid in contents.kids] == ["H1", "P", "Table"]
    assert [cell.words for cell in contents.all("TR")[0].kids] == ["TT", "Văn bản", "Trang"]
    assert invitation.kids[0].words == "GIẤY MỜI thử nghiệm"
    assert len(invitation.kids) == 31
    assert [kid.role for kid in scan.kids] == ["P", "P"]  # a page each, since it says nothing of itself
    assert [part.words for part in leaves(minutes)][:1] == ["BIÊN BẢN thử nghiệm"]


def test_every_piece_of_every_page_has_its_owner(upload: str, tmp_path: Path) -> None:
    content = whole(tmp_path, upload, word_file(tmp_path))
    with opened(content) as pdf:
        trunk = pdf.Root.StructTreeRoot
        numbers = NumberTree(trunk.ParentTree)
        for number, page in enumerate(pdf.pages):
            assert page.obj.StructParents == number
            assert all(owner.get("/P") is not None for owner in numbers[number])
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "vi"
        assert trunk.K.P.objgen == trunk.objgen


def test_a_tagged_file_keeps_its_own_structure_and_what_its_roles_mean(tmp_path: Path) -> None:
    content = whole(tmp_path, word_file(tmp_path))
    with opened(content) as pdf:
        trunk, pages = pdf.Root.StructTreeRoot, [page.obj.objgen for page in pdf.pages]
        carried = trunk.K.K[2]
        assert [str(kid.S) for kid in carried.K] == ["/Tieu_de", "/P"] * 2
        assert (carried.P.objgen, carried.S) == (trunk.K.objgen, Name.Part)
        assert trunk.RoleMap.Tieu_de == Name.H1
        first, last = pages.index(carried.K[0].Pg.objgen), pages.index(carried.K[3].Pg.objgen)
        assert last == first + 1
        numbers = NumberTree(trunk.ParentTree)
        assert [each.objgen for each in numbers[first]] == [kid.objgen for kid in list(carried.K)[:2]]
        assert all("/ID" not in kid for kid in carried.K)
        assert b"MCID" in pdf.pages[first].obj.Contents.read_bytes()


def _endless(pdf: Pdf) -> None:
    top = pdf.Root.StructTreeRoot.K
    top.K[0].K = top  # it holds itself


def _deep(pdf: Pdf) -> None:
    at = pdf.Root.StructTreeRoot.K
    for _ in range(200):
        at.K = pdf.make_indirect(Dictionary(S=Name.Div, P=at))
        at = at.K


def _torn(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.ParentTree


def _no_element(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K.K[0] = Dictionary(A=1)


@pytest.mark.parametrize("broken", [_endless, _deep, _torn, _no_element])
def test_a_structure_that_cannot_be_relied_on_is_left_behind(
    broken: Callable[[Pdf], None], tmp_path: Path
) -> None:
    file = word_file(tmp_path)
    with Pdf.open(file, allow_overwriting_input=True) as pdf:
        broken(pdf)
        pdf.save(file)
    tree = read(whole(tmp_path, file))
    assert [kid.role for kid in tree.kids] == ["Part"] * 3  # contents and our own: nothing of it is told
    assert text_of((tmp_path / "pack.pdf").read_bytes()).count("BIÊN BẢN thử nghiệm") == 1


def test_only_what_is_archival_throughout_is_said_to_be(upload: str, tmp_path: Path) -> None:
    """A record of this house says so of itself; a file from outside need not be."""
    record = tmp_path / "record.pdf"
    record.write_bytes(render(paper("Nghị quyết")))
    for files, said in (([str(record)], True), ([], True), ([str(record), upload], False)):
        with opened(whole(tmp_path, *files)) as pdf:
            assert (b"pdfaid:part>2<" in pdf.Root.Metadata.read_bytes()) is said
            assert pdf.Root.OutputIntents[0].S == Name.GTS_PDFA1
            assert pdf.pdf_version == "1.7"
            title = str(pdf.trailer.Info.Title)
            assert title in pdf.Root.Metadata.read_bytes().decode()
    tree = read(whole(tmp_path, str(record)))
    assert next(part.words for part in leaves(tree.kids[2])) == "NGHỊ QUYẾT thử nghiệm"


def test_other_tools_find_the_pack_whole_and_tagged(upload: str, tmp_path: Path) -> None:
    for tool in ("qpdf", "pdfinfo"):
        if not find(tool):
            pytest.skip(how_to_install(tool))
    whole(tmp_path, upload, word_file(tmp_path))

    def said(*command: str) -> str:
        done = subprocess.run(
            [*command, str(tmp_path / "pack.pdf")], capture_output=True, text=True, check=True
        )
        return done.stdout + done.stderr

    assert "No syntax or stream encoding errors found" in said("qpdf", "--check")
    structure = said("pdfinfo", "-struct-text")
    assert '"BIÊN BẢN thử nghiệm"' in structure
    assert "Warning" not in structure
    assert "Error" not in structure
