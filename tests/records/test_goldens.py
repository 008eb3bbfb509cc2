"""Every kind of document says and looks what it did when somebody looked at it last.

What was meant to change is renewed by `python -m scripts.goldens`, which names it; look at it before you
commit it.
"""

from dataclasses import replace

import pytest

from records import form30
from records.elements import Article, Document, Paragraph, Run
from records.kinds import known_kinds
from records.layout import render
from scripts import goldens as command
from scripts.find_tool import find, how_to_install
from tests.records.goldens import FOLDER, differences, kept_pictures, kept_text
from tests.records.pictures import alike, differing, painted
from tests.records.specimens import SPECIMENS
from tests.records.structured import structured

LARGEST = 1_000_000  # bytes of all that is kept
# Kinds of the register, and the specimens by other names; papers that no register numbers have their own.
NAMES = {"resolution": {"resolution_of_session", "resolution_of_ballot"}}


@pytest.fixture
def poppler() -> None:
    if find("pdftoppm") is None:
        pytest.skip(how_to_install("pdftoppm"))


def test_every_kind_of_the_register_has_a_specimen() -> None:
    wanted = {name for kind in known_kinds() for name in NAMES.get(kind, {kind})}
    assert wanted <= set(SPECIMENS)
    assert {"ballot_paper", "answer_sheet", "pack_contents"} <= set(SPECIMENS)


@pytest.mark.parametrize("name", SPECIMENS)
def test_it_says_what_it_did(name: str) -> None:
    assert structured(SPECIMENS[name]()) == kept_text(name)


@pytest.mark.parametrize("name", SPECIMENS)
@pytest.mark.usefixtures("poppler")
def test_it_looks_as_it_did(name: str) -> None:
    assert differing(painted(render(SPECIMENS[name]())), kept_pictures(name)) == []


def test_nothing_is_kept_of_what_is_no_kind_and_all_is_small() -> None:
    kept = list(FOLDER.iterdir())
    assert {each.stem.rstrip("0123456789").rstrip("-") for each in kept} == set(SPECIMENS)
    assert sum(each.stat().st_size for each in kept) < LARGEST


# -- what the comparison sees, and what it does not ---------------------------------------------------------


def resolution() -> Document:
    return SPECIMENS["resolution_of_ballot"]()


def looks_otherwise(document: Document) -> bool:
    return differing(painted(render(document)), kept_pictures("resolution_of_ballot")) != []


def exchanged(old: str, new: Article | None) -> Document:
    """The resolution with another article in the place of the one that says so."""
    found: list[object] = []
    for each in resolution().elements:
        is_it = isinstance(each, Article) and old in str(each.text)
        found += [new] * (new is not None) if is_it else [each]
    return replace(resolution(), elements=tuple(found))  # type: ignore[arg-type]  # elements all of them


EFFECT = "Nghị quyết này có hiệu lực thi hành kể từ ngày ký ban hành."


@pytest.mark.usefixtures("poppler")
def test_another_painter_of_the_same_page_is_no_difference() -> None:
    """Cairo sets and shades every letter unlike the painter of the kept pictures."""
    if find("pdftocairo") is None:
        pytest.skip(how_to_install("pdftocairo"))
    for name in ("resolution_of_ballot", "vote_sheet", "answer_sheet", "resolution_recalled"):
        pages = painted(render(SPECIMENS[name]()), "pdftocairo")
        assert differing(pages, kept_pictures(name)) == [], name


@pytest.mark.usefixtures("poppler")
def test_a_block_moved_by_two_millimetres_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = replace(form30.FIRST_LINE, value=form30.FIRST_LINE.value - 2)
    monkeypatch.setattr(form30, "FIRST_LINE", moved)
    assert looks_otherwise(exchanged("không có điều nào", None))
    [page] = kept_pictures("resolution_of_ballot")
    box = (0, 0, page.width // 2, page.height // 8)  # the issuer, its rule and the number
    aside = page.copy()
    aside.paste(255, box)
    aside.paste(page.crop(box), (5, 0))  # pixels: 2 mm
    assert not alike(aside, page)


@pytest.mark.usefixtures("poppler")
def test_bold_in_the_place_of_regular_is_seen_even_of_one_line() -> None:
    assert not looks_otherwise(exchanged(EFFECT, Article(3, EFFECT)))
    assert looks_otherwise(exchanged(EFFECT, Article(3, (Run(EFFECT, bold=True),))))


@pytest.mark.usefixtures("poppler")
def test_a_line_that_is_gone_and_a_page_that_is_gone_are_seen() -> None:
    assert looks_otherwise(exchanged(EFFECT, None))
    unmarked = replace(SPECIMENS["resolution_recalled"](), watermark="")
    assert differing(painted(render(unmarked)), kept_pictures("resolution_recalled")) == [1]
    first, *rest = kept_pictures("minutes")
    assert differing(rest, [first, *rest])[-1] == len(rest) + 1


# -- the command --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("poppler")
def test_the_command_tells_what_has_changed_and_renews_it(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "answer_sheet"
    monkeypatch.setattr("tests.records.goldens.FOLDER", tmp_path)
    assert command.main(["--check", name]) == 1
    assert f"{name}: page 1" in capsys.readouterr().out
    assert command.main([name]) == 0
    assert command.main(["--check", name]) == 0
    assert capsys.readouterr().out.endswith("Nothing has changed.\n")
    sheet = SPECIMENS[name]()
    said = [replace(each, text="Khác.") if isinstance(each, Paragraph) else each for each in sheet.elements]
    assert "+  text: Khác." in differences(name, replace(sheet, elements=tuple(said)))
    assert command.main(["no_kind"]) == 2
