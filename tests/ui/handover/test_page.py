"""The handover in the window: the sheet, both signatures, the archive, and what an unsigned sheet makes of leaving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.base.clock import StillClock, local_day
from app.base.people import Role
from app.desk.handover import clocks
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.files.writers.documents import document_texts
from app.rules.handover.parts import HandoverState, Part
from app.ui.frame.application import OpenWindow
from app.ui.frame.session.sign_in import SignInDialog
from app.ui.handover.forms import SignForm, TakeForm
from app.ui.handover.page import HandoverPage
from app.ui.handover.standing_words import foot_words
from app.ui.handover.words import read_day
from app.ui.kit.printing.preview import PrintPreview
from tests.ui.conftest import OPERATOR

COMER = "值班员乙"


@pytest.fixture
def page(desk: Desk, opened: OpenWindow, take_in: Callable[..., int]) -> HandoverPage:
    people.sign_in(desk, name=OPERATOR.name, role=Role.OPERATOR)
    clocks.raise_due(desk)
    take_in("热线-1", urgency="urgent")
    opened.shell.commands.run("handover-make")
    made = opened.window.current_page()
    assert isinstance(made, HandoverPage)
    return made


def jump(desk: Desk, opened: OpenWindow, **by: float) -> None:
    clock = desk.clock
    assert isinstance(clock, StillClock)
    clock.jump(timedelta(**by))
    opened.window.pulse.read_all()


def choose(page: HandoverPage, key: str) -> None:
    page.now.parts.choose(next(at for at, row in enumerate(page.now.part_model.rows) if row.key == key))


def test_one_key_makes_the_sheet_and_every_line_opens_its_ticket(opened: OpenWindow, page: HandoverPage) -> None:
    assert opened.shell.commands.spec("handover-make").keys == ("Ctrl+Shift+F1",)
    choose(page, Part.URGENT)
    (line,) = page.now.model.rows
    assert (line.line.number, line.line.step) == ("热线-1", "签收（11-23 02:51 前）")
    QTest.keyClick(page.now.parts, Qt.Key.Key_Return)
    assert page.now.view.hasFocus()
    assert page.back()
    assert len(page.now.model.rows) > 1
    choose(page, Part.URGENT)
    QTest.keyClick(page.now.view, Qt.Key.Key_Return)
    assert opened.window.current_page() is opened.window.tickets
    assert opened.shell.selection.current == line.line.ticket_id


def test_both_sign_with_two_keys_each_and_the_archive_opens_the_frozen_pages(
    desk: Desk, opened: OpenWindow, page: HandoverPage, tmp_path: Path
) -> None:
    opened.shell.commands.run("handover-take")
    assert page.now.shown is not None
    assert page.why_not_take() == "还没有签字的交接单，请交班人先签字"
    jump(desk, opened, hours=5, minutes=20)
    assert foot_words(page.shell.handover or page.now.shown.standing) == ("⚠ 08:00 交班，交接单未签", "amber")
    opened.shell.commands.run("handover-sign")
    form = opened.shell.last_form
    assert isinstance(form, SignForm)
    form.fields["unusual"].setPlainText("水管漏水")  # type: ignore[union-attr]
    form.submit()
    assert page.now.shown.standing.state is HandoverState.SIGNED
    opened.shell.commands.run("handover-take")
    take = opened.shell.last_form
    assert isinstance(take, TakeForm)
    take.fields["name"].setCurrentText(OPERATOR.name)  # type: ignore[union-attr]
    take.submit()
    assert "不能是交班人本人" in take._errors["name"].text()
    take.fields["name"].setCurrentText(COMER)  # type: ignore[union-attr]
    take.main.click()
    assert opened.shell.person.name == COMER
    assert page.now.shown.standing.state is HandoverState.RUNNING
    page.modes.choose("archive")
    (row,) = page.archive.model.rows
    assert row.state is HandoverState.TAKEN
    assert page.archive.sheet.count >= 1
    page.write(str(tmp_path / "交接单"))
    assert "水管漏水" in document_texts(tmp_path / "交接单.docx")
    for typed, count in (("漏水", 1), ("11-23 值班员乙", 1), ("11-22 没有", 0), ("2026-11-23", 1)):
        page.archive.search.setText(typed)
        assert len(page.archive.model.rows) == count, typed
    assert page.back()
    assert page.archive.search.text() == ""
    assert page.back()
    assert page.modes.value == "now"
    opened.shell.commands.run("handover-print")
    preview = opened.shell.last_form
    assert isinstance(preview, PrintPreview)
    preview.close()


def test_an_unsigned_sheet_is_said_in_the_foot_and_asked_for_by_whoever_leaves(
    desk: Desk, opened: OpenWindow, page: HandoverPage
) -> None:
    foot = opened.window.foot.handover
    assert foot.isHidden()
    jump(desk, opened, hours=5)
    assert foot.text() == "08:00 交班"
    jump(desk, opened, minutes=40)
    assert "已结束，交接单未签" in foot.text()
    opened.shell.commands.run("sign-in")
    (dialog,) = [one for one in opened.window.findChildren(SignInDialog) if one.isVisible()]
    assert "交接单还没有签字" in dialog.unsigned.text()
    dialog.hand_over.click()
    assert opened.window.current_page() is page


def test_days_are_read_out_of_a_search(still: StillClock) -> None:
    today = local_day(still.now())
    assert read_day("11-22 漏水", today) == (today - timedelta(days=1), "漏水")
    assert read_day("12月1日", today)[0] == today.replace(year=2025, month=12, day=1)
    assert read_day("2026-13-01", today) == (None, "2026-13-01")
    assert read_day("热线", today) == (None, "热线")
