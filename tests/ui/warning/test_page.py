"""Warnings in the window: the highest first, the card, states by key, a letter, tickets by digit, nothing yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.desk.shared.context import Desk
from app.desk.warning import follow
from app.rules.warning.states import WarningLevel, WarningState
from app.ui.frame.application import OpenWindow
from app.ui.kit.forms.form import FormDialog
from app.ui.warning.forms import LetterForm
from app.ui.warning.page import WarningsPage


def page_of(opened: OpenWindow) -> WarningsPage:
    opened.window.show_page("warnings")
    made = opened.window.current_page()
    assert isinstance(made, WarningsPage)
    return made


def form_of(page: WarningsPage, action: str) -> FormDialog:
    page.shell.settling.end()
    page.shell.commands.run(action)
    form = page.shell.last_form
    assert isinstance(form, FormDialog)
    return form


def test_warnings_are_worked_by_key(
    opened: OpenWindow, desk: Desk, take_in: Callable[..., int], tmp_path: Path
) -> None:
    page = page_of(opened)
    assert page.list.empty_title.text() == "目前没有预警"
    for place in range(3):
        at = desk.now() - timedelta(days=3 - place)
        take_in(
            merchant="悦动云健身有限公司",
            dispatched_at=at,
            phones=f"1380000000{place}",
            content="健身房停业，担心跑路，要求退费2000元",
        )
    take_in(merchant="净衣坊洗衣有限公司", title="洗坏衣服", content="要求赔偿", phones="13800000007")
    take_in(merchant="净衣坊洗衣有限公司", title="洗坏鞋", content="要求赔偿", phones="13800000008")
    follow.sweep(desk)
    page.refresh()
    assert [row.level for row in page.model.rows] == [WarningLevel.ORANGE, WarningLevel.BLUE]
    assert page.card is not None
    said = "\n".join(one.text() for one in page.detail.findChildren(QLabel))
    assert "现有 3，预警线 3" in said
    assert "“担心跑路”3（只是担心）" in said
    letter = form_of(page, "warning-letter")
    assert isinstance(letter, LetterForm)
    assert letter.file_name().startswith("预警函_悦动云健身")
    letter.close()
    wrong = form_of(page, "warning-follow")
    wrong.submit()
    assert wrong._errors["at"].text() == "请填写以后的复看时间"
    wrong.fields["at"].setText("明天 10:00")  # type: ignore[union-attr]
    wrong.submit()
    assert page.model.rows[0].follow_up_at is not None
    noise = form_of(page, "warning-noise")
    noise.fields["reason"].setPlainText("已核实仍在营业")  # type: ignore[union-attr]
    noise.submit()
    assert [row.level for row in page.model.rows] == [WarningLevel.BLUE]
    assert "误报 1（50 %）" in page.share.text()
    page.kinds.choose("ended")
    assert [row.state for row in page.model.rows] == [WarningState.NOISE]
    page.shell.settling.end()
    page.shell.commands.run("warning-reopen")
    page.back()
    assert len(page.model.rows) == 2
    limits = form_of(page, "warning-rules")
    assert limits.values()["orange_callers"] == "3"
    assert limits._typed_text() == ""  # what was read is no draft
    limits.fields["blue_tickets"].setText("x")  # type: ignore[union-attr]
    limits.submit()
    assert "整数" in limits._errors["blue_tickets"].text()
    limits.close()
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_1)
    assert page.shell.selection.current == page.card.tickets[0].id
