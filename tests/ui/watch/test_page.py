"""The page of the watch: a look by one key, a reconciliation and its acts by keys, outages with what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.base.clock import StillClock
from app.base.people import Person
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.desk.watch import outages
from app.desk.watch import reads as watch_reads
from app.desk.watch import rounds as watch_rounds
from app.rules.watch.states import DifferenceState
from app.ui.frame.application import OpenWindow
from app.ui.kit.printing.target import PictureTarget
from app.ui.watch import forms
from app.ui.watch.outage_page import OutagePage
from app.ui.watch.page import WatchPage
from app.ui.watch.sheet import OutageSheet

OPERATOR = Person("值班员甲")
HEADERS = "工单编号\t标题\t派单时间\t承办单位\t工单状态"


@pytest.fixture
def page(opened: OpenWindow) -> WatchPage:
    opened.window.show_page("platform-watch")
    made = opened.window.current_page()
    assert isinstance(made, WatchPage)
    return made


def reconcile(opened: OpenWindow, *rows: str) -> None:
    opened.shell.commands.run("reconcile")
    form = opened.shell.last_form
    assert isinstance(form, forms.ReconcileForm)
    form.fields["text"].setPlainText("\n".join([HEADERS, *rows]))  # type: ignore[union-attr]
    form.submit()


def test_without_a_reconciliation_the_page_says_what_to_do(page: WatchPage) -> None:
    assert page.list.is_empty
    assert "Alt+Shift+P" in page.list.empty_hint.text()
    assert page.strip.state.text() == "平台还没有看过，该看了"
    assert not page.buttons["watch-take"].isEnabled()


def test_one_key_meets_the_round_and_the_foot_says_so(opened: OpenWindow, page: WatchPage, still: StillClock) -> None:
    assert opened.window.foot.platform.text() == "⚠ 平台还没有看过，该看了"
    opened.shell.commands.action("watch-look").trigger()
    assert opened.window.foot.platform.text() == "✓ 平台刚刚已看"
    assert page.strip.last.text().endswith("值班员甲 · 已看平台，无新增")
    still.advance(timedelta(minutes=3))
    opened.window.pulse.beat()
    assert page.strip.state.text() == "平台 3 分钟前已看"
    assert page.strip.ring.accessibleName() == "01:00 后到点"
    still.advance(timedelta(minutes=1))
    opened.window.pulse.beat()
    assert opened.window.foot.platform.property("tone") == "amber"


def test_a_count_is_typed_and_a_word_refused(opened: OpenWindow) -> None:
    opened.shell.commands.run("watch-count")
    form = opened.shell.last_form
    assert isinstance(form, forms.CountForm)
    form.fields["seen"].setText("三")  # type: ignore[union-attr]
    form.submit()
    assert form.fields["seen"].property("wrong")
    form.fields["seen"].setText("3")  # type: ignore[union-attr]
    form.submit()
    assert opened.window.watch.view.look.seen == 3  # type: ignore[union-attr]


def test_differences_are_listed_and_each_is_acted_on_by_its_key(
    opened: OpenWindow, page: WatchPage, desk: Desk, take_in: Callable[..., int]
) -> None:
    take_in("热线-1", unit="商业服务科")
    gone = take_in("热线-9")
    reconcile(opened, "热线-1\t甲\t2026-11-23 02:41:00\t家政专班\t待签收", "热线-2\t乙\t2026-11-23 02:40:00\t\t待签收")
    assert page.bar.equation.text() == "平台 2 = 本台 2 + 本台缺 1 − 平台缺 1"
    assert page.bar.left.text() == "还有 3 处待处理"
    badge = opened.window.navigation.button("platform-watch").badge
    assert badge is not None
    assert (badge.count, badge.tone) == (3, "amber")
    run = opened.shell.commands.run
    assert page.buttons["watch-take"].accessibleName() == "收进"
    run("watch-take")
    assert ticket_reads.find(desk, number="热线-2")
    page.rows.choose(1)
    QTest.qWait(600)  # a neighbour that takes a row's place cannot be acted on at once
    assert not page.buttons["watch-take"].isEnabled()
    run("watch-ask")
    assert "热线-9 在平台清单中没有查到" in QGuiApplication.clipboard().text()
    page.rows.choose(2)
    run("watch-take")
    assert [row.state for row in page.last.rows] == [  # type: ignore[union-attr]
        DifferenceState.TAKEN,
        DifferenceState.ASKED,
        DifferenceState.TAKEN,
    ]
    assert ticket_reads.detail(desk, ticket_id=gone).row.number == "热线-9"
    page.rows.choose(1)
    run("watch-keep")
    form = opened.shell.last_form
    assert isinstance(form, forms.KeepForm)
    form.fields["note"].setPlainText("平台并入热线-2")  # type: ignore[union-attr]
    form.submit()
    assert page.bar.left.text() == "差异已全部处理，请再对一次"


def test_a_list_that_another_program_copied_is_offered_and_other_texts_are_not(
    opened: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = "热线-261123-000001\n热线-261123-000002"
    for text, own, offered in ((numbers, False, True), (numbers, True, False), ("今天下午开会", False, False)):
        copied = SimpleNamespace(text=lambda said=text: said, ownsClipboard=lambda said=own: said)
        monkeypatch.setattr(forms, "QGuiApplication", SimpleNamespace(clipboard=lambda said=copied: said))
        form = forms.ReconcileForm(opened.shell, lambda _outcome: None)
        assert (form.values()["text"] == text) is offered
        form.deleteLater()
    form = forms.ReconcileForm(opened.shell, lambda _outcome: None)
    form.submit()
    assert form.fields["text"].property("wrong")
    form.deleteLater()


def test_a_missed_round_is_said_and_its_cause_is_written(
    opened: OpenWindow, page: WatchPage, desk: Desk, still: StillClock
) -> None:
    assert opened.shell.commands.refusal("watch-cause") == "没有漏看的巡查"
    watch_rounds.settle(desk)
    still.advance(timedelta(minutes=10))
    watch_rounds.settle(desk)
    page.refresh()
    assert page.strip.missed.text() == "最近漏看 02:45–02:50：原因未登记"
    assert page.strip.sum.text() == "0 + 1 + 0 = 1"
    opened.shell.commands.run("watch-cause")
    form = opened.shell.last_form
    assert isinstance(form, forms.CauseForm)
    form.fields["cause"].setPlainText("接待来访群众")  # type: ignore[union-attr]
    form.submit()
    assert page.strip.missed.text().endswith("接待来访群众")


def test_an_outage_is_entered_ended_and_completed_and_says_what_to_do(
    opened: OpenWindow, desk: Desk, still: StillClock
) -> None:
    opened.shell.commands.run("outage-enter")
    form, page = opened.shell.last_form, opened.window.current_page()
    assert isinstance(form, forms.OutageForm)
    assert isinstance(page, OutagePage)
    form.submit()
    assert form.fields["since"].property("wrong")
    form.fields["since"].setText("0230")  # type: ignore[union-attr]
    form.submit()
    assert opened.window.foot.platform.text() == "⚠ 平台故障 02:30 起"
    opened.shell.commands.run("outage-say")
    assert "平台自 11-23 02:30 起无法使用" in QGuiApplication.clipboard().text()
    opened.shell.commands.run("outage-end")
    assert opened.shell.commands.refusal("outage-end") == "没有尚未恢复的平台故障"
    opened.shell.commands.run("outage-complete")
    form = opened.shell.last_form
    assert isinstance(form, forms.OutageForm)
    form.fields["told"].setText("区中心夜班陈某")  # type: ignore[union-attr]
    form.submit()
    (kept,) = outages.listing(desk)
    assert (kept.told, outages.outage_span(kept)) == ("区中心夜班陈某", "11-23 02:30–02:41")
    assert watch_reads.asked_for(desk) == "平台 02:41 恢复后还没有对账"


@pytest.mark.usefixtures("opened")
def test_the_paper_sheet_is_one_page() -> None:
    sheet = OutageSheet()
    assert list(sheet.steps(PictureTarget(sheet.orientation))) == [1]
