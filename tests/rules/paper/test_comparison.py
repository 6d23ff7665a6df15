"""Every number of a dropped-back file that differs is found; text, order and pictures are free."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from app.rules.paper.comparison import Line, Piece, compare
from app.rules.paper.states import FigureChange

DRAFT = (
    Line((Piece("接诉即办月报"),)),
    Line(
        (
            Piece("本期受理诉求"), Piece("37", "r|1"), Piece("件，环比"), Piece("上升11.8", "c|1"),
            Piece("%；办结"), Piece("30", "d|1"), Piece("件。"),
        )
    ),
    Line((Piece("依据第12条，请于3日内联系。"),)),
    Line((Piece("预付费专班"),), "表\0预付费专班\0单位"),
    Line((Piece("21", "r|2"),), "表\0预付费专班\0受理量"),
    Line((Piece("9", "r|3"),), "表\0家政专班\0受理量"),
)  # fmt: skip


def told(found) -> list[tuple[FigureChange, str, str, str]]:
    return [(one.change, one.tag, one.drafted, one.stands) for one in compare(DRAFT, found)]


def edited(line: int, *pieces: Piece) -> list[Line]:
    return [Line(pieces, one.label) if number == line else one for number, one in enumerate(DRAFT)]


def test_the_same_file_has_no_difference():
    assert told(DRAFT) == []


def test_words_order_and_copies_are_free():
    moved = [
        DRAFT[2],
        DRAFT[0],
        Line((Piece("本月"), Piece("共受理"), Piece("37", "r|1"), Piece("件"))),
        *DRAFT[3:],
        DRAFT[1],
    ]
    assert told(moved) == []


def test_a_changed_control_is_told_with_both_numbers():
    found = edited(4, Piece("23", "r|2"))
    assert told(found) == [(FigureChange.CHANGED, "r|2", "21", "23")]
    (one,) = compare(DRAFT, found)
    assert (one.place, one.context) == ("4:0:2", "预付费专班 · 受理量")


def test_a_control_that_is_gone_is_found_by_its_place():
    plain = "本期受理诉求37件，环比上升12.8%；办结30件。"
    assert told(edited(1, Piece(plain))) == [(FigureChange.CHANGED, "c|1", "上升11.8", "上升12.8")]
    assert told(edited(1, Piece(plain.replace("上升12.8%", "上升11.8%")))) == []
    assert told(edited(1, Piece(plain.replace("上升12.8%", "持平")))) == [
        (FigureChange.CHANGED, "c|1", "上升11.8", "持平")
    ]
    assert told(edited(5, Piece("8"))) == [(FigureChange.CHANGED, "r|3", "9", "8")]
    assert told(edited(5, Piece("9"))) == []


def test_a_removed_figure_is_told():
    assert told([*DRAFT[:5]]) == [(FigureChange.REMOVED, "r|3", "9", "")]
    assert told(edited(4)) == [(FigureChange.REMOVED, "r|2", "21", "")]


def test_an_added_number_is_told_and_the_plain_ones_of_the_draft_are_not():
    found = [*DRAFT, Line((Piece("其中夜间5件，依据第12条。"),))]
    assert told(found) == [(FigureChange.ADDED, "", "", "5"), (FigureChange.ADDED, "", "", "12")]


def test_full_width_and_thousands_signs_are_the_same_number():
    assert told(edited(4, Piece("２１", "r|2"))) == []


@given(st.data())
def test_every_changed_control_is_told_whatever_else_is_moved(data):
    lines = list(DRAFT)
    tags = [piece.tag for line in DRAFT for piece in line.pieces if piece.tag]
    chosen = data.draw(st.sets(st.sampled_from(tags), min_size=0))
    lines = [
        Line(tuple(Piece("4711", piece.tag) if piece.tag in chosen else piece for piece in line.pieces), line.label)
        for line in lines
    ]
    random.Random(data.draw(st.integers(0, 99))).shuffle(lines)
    found = compare(DRAFT, lines)
    assert {one.tag for one in found} == chosen
    assert all(one.change is FigureChange.CHANGED and one.stands == "4711" for one in found)
