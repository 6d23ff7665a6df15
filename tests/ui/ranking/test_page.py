"""Official rankings in the window: pasted, typed, explained to the ticket, objected to; other weights tried."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from app.desk.ranking import reads
from app.desk.shared.context import Desk
from app.ui.frame.application import OpenWindow
from app.ui.ranking.forms import AddForm, ImportForm, ObjectionsExport
from app.ui.ranking.page import RankingPage

UNITS = "名次\t单位\t综合成绩\n1\t区水务局\t98.1\n2\t区商务局\t50.0\n"
LIST = "工单编号,派单时间,是否联系,是否解决,是否满意\n{number},2026-11-23 02:41,是,否,不满意\n"


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], RankingPage]:
    def show() -> RankingPage:
        opened.window.show_page("ranking")
        made = opened.window.current_page()
        assert isinstance(made, RankingPage)
        return made

    return show


@pytest.fixture
def ticket(take_in: Callable[..., int]) -> int:
    said = {"valid": "是", "contacted": "是", "solved": "是", "satisfied": "满意"}
    return take_in("热线-261123-000001", **{f"platform_{name}": word for name, word in said.items()})


def paste(opened: OpenWindow, text: str = "", file: Path | None = None) -> ImportForm:
    opened.shell.commands.run("ranking-import")
    form = opened.shell.last_form
    assert isinstance(form, ImportForm)
    form.fields["period"].setCurrentIndex(form.fields["period"].findData("month:2026-11"))  # type: ignore[union-attr]
    form.fields["text"].setPlainText(text)  # type: ignore[union-attr]
    form.fields["file"].setText(str(file or ""))  # type: ignore[union-attr]
    form.submit()
    return form


def test_without_a_ranking_the_page_says_what_to_do(page: Callable[[], RankingPage]) -> None:
    shown = page()
    assert shown.list.is_empty
    assert "Ctrl+W" in shown.list.empty_hint.text()


def test_a_pasted_ranking_asks_once_which_unit_is_ours(
    desk: Desk, opened: OpenWindow, page: Callable[[], RankingPage]
) -> None:
    page()
    form = paste(opened, UNITS.replace("区商务局", "区商贸中心"))
    assert form._errors["ours"].isVisible()
    form.fields["ours"].setText("商贸")  # type: ignore[union-attr]
    form.submit()
    (row,) = reads.listing(desk)
    assert (row.place, row.units) == (2, 2)
    assert page().list.count.text() == "1 期"


def test_the_difference_opens_its_tickets_and_is_written_down(
    desk: Desk, opened: OpenWindow, page: Callable[[], RankingPage], ticket: int, tmp_path: Path
) -> None:
    shown = page()
    form = paste(opened, UNITS)
    form.fields["ours"].setText("区商务局")  # type: ignore[union-attr]
    form.submit()
    path = tmp_path / "明细.csv"
    path.write_text(LIST.format(number="热线-261123-000001"), encoding="utf-8")
    paste(opened, file=path)
    asked: list[tuple[int, ...]] = []
    opened.shell.queue_requested.connect(lambda query, _title: asked.append(query.only))
    texts = [button.text() for button in shown.buttons]
    assert texts[-1] == "回访结果不一致 1 件，-90.00 分"
    assert any("区水务局" in each.text() for each in shown.detail.findChildren(QLabel))

    opened.shell.settling.end()
    opened.shell.commands.run("ranking-object")
    export = opened.shell.last_form
    assert isinstance(export, ObjectionsExport)
    export.fields["path"].setText(str(tmp_path / "申诉.xlsx"))  # type: ignore[union-attr]
    export.submit()
    assert (tmp_path / "申诉.xlsx").is_file()
    export.close()
    shown.buttons[-1].click()
    assert asked == [(ticket,)]


def test_a_typed_place_is_refused_at_its_field_and_then_entered(
    desk: Desk, opened: OpenWindow, page: Callable[[], RankingPage]
) -> None:
    page()
    opened.shell.commands.run("ranking-add")
    form = opened.shell.last_form
    assert isinstance(form, AddForm)
    form.fields["place"].setText("六")  # type: ignore[union-attr]
    form.submit()
    assert form._errors["place"].isVisible()
    form.fields["place"].setText("6")  # type: ignore[union-attr]
    form.fields["score"].setText("93.1")  # type: ignore[union-attr]
    form.submit()
    (row,) = reads.listing(desk)
    assert (row.place, row.score, row.listed) == (6, "93.1", 0)
    shown = page()
    opened.shell.commands.run("ranking-object")
    assert not isinstance(opened.shell.last_form, ObjectionsExport)
    assert shown.chosen() == row


def test_other_weights_are_tried_and_refused(opened: OpenWindow, page: Callable[[], RankingPage], ticket: int) -> None:
    shown = page()
    opened.shell.commands.run("ranking-try")
    shown.trying.period.setCurrentIndex(shown.trying.period.findData("month:2026-11"))
    shown.trying.run.click()
    rows = shown.trying.view.rows.rows
    assert [row.key for row in rows] == [(), ("（未填）",), ("2026-11",)]
    shown.trying.fields["response"].setText("11")
    shown.trying.run.click()
    assert shown.trying.error.isVisibleTo(shown)
    assert "101" in shown.trying.error.text()
    assert shown.back()
    assert not shown.back()
