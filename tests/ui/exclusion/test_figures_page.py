"""Figures of exclusion: each number opens exactly its tickets, and both calibers stand beside each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.base.people import Person, Role
from app.desk.exclusion import check as exclusion_check
from app.desk.exclusion import steps as exclusion_steps
from app.desk.exclusion.figures import Effect
from app.desk.figures.cells import COUNTED, Cells
from app.desk.shared.context import Desk
from app.rules.figures.rates import DEFAULT_WEIGHTS
from app.ui.exclusion.figures_page import REASON, UNIT, ExclusionFiguresPage
from app.ui.frame.application import OpenWindow
from tests.support.applications import hand_in

LEAD = Person("班组长乙", role=Role.SHIFT_LEAD)


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], ExclusionFiguresPage]:
    def show() -> ExclusionFiguresPage:
        opened.window.show_page("exclusion-figures")
        made = opened.window.current_page()
        assert isinstance(made, ExclusionFiguresPage)
        return made

    return show


@pytest.fixture
def refused(desk: Desk, apply_for: Callable[..., int]) -> int:
    made = apply_for(whole=True, unit="二队")
    over = {line.rule: "线下核对过" for line in exclusion_check.check(desk, exclusion_id=made).stopping}
    hand_in(desk, person=LEAD, exclusion_id=made, overruled=over)
    exclusion_steps.refuse(desk, person=LEAD, exclusion_id=made, opinion="不是同一件事。")
    return made


def test_without_applications_the_page_says_so(page: Callable[[], ExclusionFiguresPage]) -> None:
    shown = page()
    assert shown.list.is_empty
    assert not shown.effect.left_out.isEnabled()


@pytest.mark.usefixtures("refused")
def test_a_number_opens_exactly_its_tickets(
    page: Callable[[], ExclusionFiguresPage], apply_for: Callable[..., int], opened: OpenWindow
) -> None:
    apply_for(unit="一队")
    asked: list[tuple[int, ...]] = []
    opened.shell.queue_requested.connect(lambda query, _title: asked.append(query.only))
    shown = page()
    assert next(share.word for share in shown.shares.model().rows) == "合计"  # type: ignore[attr-defined]
    assert [button.text() for button in shown.buttons] == ["申请 2", "通过 0", "未通过 1", "未定 1"]
    shown.buttons[2].click()
    assert shown.figures is not None
    assert asked == [shown.figures.total.refused]


@pytest.mark.usefixtures("refused")
def test_units_and_reasons_stand_one_choice_away(page: Callable[[], ExclusionFiguresPage]) -> None:
    shown = page()
    shown.what.choose(UNIT)
    assert [share.word for share in shown.shares.model().rows] == ["合计", "二队"]  # type: ignore[attr-defined]
    shown.what.choose(REASON)
    assert [button.text() for button in shown.buttons] == ["工单 1"]
    assert shown.reasons.current[0] == "不是同一件事"


def test_both_calibers_and_their_difference_are_said(page: Callable[[], ExclusionFiguresPage]) -> None:
    strip = page().effect
    asked: list[tuple[tuple[int, ...], str]] = []
    strip.tickets_requested.connect(lambda ids, title: asked.append((ids, title)))
    ids = {name: tuple(range(count)) for name, count in zip(COUNTED, (10, 10, 9, 5, 0, 5, 0), strict=True)}
    less = {name: tuple(range(count)) for name, count in zip(COUNTED, (8, 8, 8, 5, 0, 4, 0), strict=True)}
    effect = Effect(Cells(ids, DEFAULT_WEIGHTS), Cells(less, DEFAULT_WEIGHTS), (8, 9), "platform")
    strip.show_effect(effect, "本月")
    strip.cells[1][1].click()
    assert asked == [(less["valid"], "不含剔除 · 有效回访")]
    texts = [[cell.text() for cell in line] for line in strip.cells]
    assert texts[0][1:4] == ["10", "90.0%", "50.0%"]
    assert texts[1][1:4] == ["8", "100.0%", "62.5%"]
    assert texts[2][1:5] == ["-2", "上升 10.0 个百分点", "上升 12.5 个百分点", "持平"]
    assert strip.left_out.text() == "剔除的有效回访 2"


@pytest.mark.usefixtures("refused")
def test_the_figures_are_exported_as_they_stand(page: Callable[[], ExclusionFiguresPage], tmp_path: Path) -> None:
    shown = page()
    shown.export.click()
    form = shown.last_form
    assert form is not None
    form.fields["path"].setText(str(tmp_path / "统计.xlsx"))  # type: ignore[union-attr]
    form.submit()
    assert (tmp_path / "统计.xlsx").is_file()
    form.close()
