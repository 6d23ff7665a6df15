"""The list shows queues, filters and what a search found, and keeps its place when things change."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.base.changes import Change
from app.desk import sign
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import Filters, QueueQuery
from app.rules.queue.names import QueueName
from app.rules.ticket.states import TicketStatus
from app.ui.frame.settling import WAIT
from app.ui.kit.table.selection import select_places
from app.ui.queue.filter_bar import CheckMenu
from tests.support.levels import URGENT
from tests.ui.conftest import OPERATOR


def shown(opened) -> list[str]:
    page = opened.window.tickets
    rows = [page.model.row_at(place) for place in range(page.model.rowCount())]
    return [row.number for row in rows if row is not None]


def settle(opened, qtbot) -> None:
    page = opened.window.tickets
    qtbot.waitUntil(lambda: all(page.model.row_at(p) is not None for p in range(page.model.rowCount())))


def refresh(opened, qtbot) -> None:
    opened.gateway.announce(Change.TICKETS)
    settle(opened, qtbot)


def test_what_runs_out_next_stands_on_top_and_is_chosen(opened, take_in, desk, qtbot) -> None:
    take_in("慢")
    take_in("急", urgency=URGENT)
    refresh(opened, qtbot)
    assert shown(opened) == ["急", "慢"]
    assert opened.shell.selection.detail.row.number == "急"


def test_a_signed_ticket_goes_and_what_runs_out_next_is_chosen(opened, take_in, qtbot) -> None:
    for number in ("甲", "乙", "丙"):
        take_in(number)
    refresh(opened, qtbot)
    view = opened.window.tickets.view
    view.choose(1)
    opened.shell.commands.run("sign")
    settle(opened, qtbot)
    assert shown(opened) == ["甲", "丙"]
    assert opened.shell.selection.detail.row.number == "甲"
    assert "已签收 1 件" in opened.window.messages.text


def test_a_key_pressed_twice_signs_for_one_ticket_only(opened, take_in, qtbot) -> None:
    for number in ("甲", "乙", "丙"):
        take_in(number)
    refresh(opened, qtbot)
    opened.window.tickets.view.choose(0)
    opened.shell.commands.run("sign")
    settle(opened, qtbot)
    opened.shell.commands.run("sign")
    settle(opened, qtbot)
    assert shown(opened) == ["乙", "丙"]
    assert opened.window.messages.text == WAIT
    qtbot.waitUntil(lambda: not opened.shell.settling.active)
    opened.shell.commands.run("sign")
    settle(opened, qtbot)
    assert shown(opened) == ["丙"]


def test_a_row_chosen_by_a_person_can_be_acted_on_at_once(opened, take_in, qtbot) -> None:
    for number in ("甲", "乙", "丙"):
        take_in(number)
    refresh(opened, qtbot)
    opened.window.tickets.view.choose(0)
    opened.shell.commands.run("sign")
    settle(opened, qtbot)
    QTest.keyClick(opened.window.tickets.view, Qt.Key.Key_Down)
    opened.shell.commands.run("sign")
    settle(opened, qtbot)
    assert shown(opened) == ["乙"]


def test_another_list_begins_with_its_first_row_and_coming_back_finds_the_ticket(opened, take_in, qtbot) -> None:
    for number in ("甲", "乙", "丙", "丁"):
        take_in(number)
    opened.gateway.submit(sign.sign, person=opened.shell.person, ticket_ids=[1, 2])
    refresh(opened, qtbot)
    window = opened.window
    window.tickets.view.choose(1)
    window.show_queue(QueueQuery(queue=QueueName.ALL), "全部")
    settle(opened, qtbot)
    assert opened.shell.selection.current == window.tickets.model.ids[0]
    window.show_queue(QueueQuery(queue=QueueName.TO_SIGN), "待签收")
    settle(opened, qtbot)
    assert opened.shell.selection.detail.row.number == "丁"


def test_a_search_marks_its_words_tells_the_true_number_and_esc_leads_back(opened, take_in, qtbot) -> None:
    take_in("甲", title="美发店失联")
    take_in("乙", title="超市价签")
    refresh(opened, qtbot)
    page = opened.window.tickets
    opened.window.top.search.setText("美发")
    qtbot.waitUntil(lambda: page.query.search == "美发")
    settle(opened, qtbot)
    assert shown(opened) == ["甲"]
    assert page.view.painter_of_rows.search == "美发"
    assert page.top.count.text().startswith("共 1 件")
    opened.shell.commands.run("back")
    settle(opened, qtbot)
    assert page.query == QueueQuery(queue=QueueName.TO_SIGN)
    assert len(shown(opened)) == 2


def test_more_than_200_hits_are_said(opened, take_in, qtbot, desk) -> None:
    for _ in range(203):
        take_in(title="美发店失联")
    opened.window.tickets.search("美发")
    assert opened.window.tickets.top.count.text() == "共 203 件，显示最新 200 件"


def test_filters_narrow_show_as_chips_and_are_kept_as_a_queue(opened, take_in, qtbot, desk) -> None:
    take_in("甲", street="沙河镇")
    take_in("乙", street="南口镇")
    refresh(opened, qtbot)
    page = opened.window.tickets
    page.bar.take(Filters({"streets": ("沙河镇",)}))
    settle(opened, qtbot)
    assert shown(opened) == ["甲"]
    assert page.chips.words() == ["街道：沙河镇 ×"]
    queue_reads.save_queue(desk, person=OPERATOR, name="沙河", query=page.query)
    opened.gateway.announce(Change.SETTINGS)
    assert [b.accessibleName() for b in opened.window.navigation._saved.values()] == ["沙河"]


def test_the_filter_menus_offer_what_occurs_and_tick_it(opened, take_in, qtbot) -> None:
    take_in(street="沙河镇")
    take_in(street="沙河镇")
    take_in(street="南口镇")
    refresh(opened, qtbot)
    bar = opened.window.tickets.bar
    bar.buttons["streets"].click()
    (menu,) = bar.findChildren(CheckMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["不限", "沙河镇", "南口镇"]
    menu.actions()[2].trigger()
    assert bar.filters.values("streets") == ("沙河镇",)
    menu.close()


def test_what_the_filters_offer_is_counted_once_for_an_import_and_not_for_every_change(
    opened, take_in, qtbot, monkeypatch
) -> None:
    asked = []
    monkeypatch.setattr(queue_reads, "choices", lambda _desk: asked.append(1) or {})
    soon = opened.window.tickets.bar._soon
    monkeypatch.setattr(soon, "start", lambda: soon.setProperty("asked", True))
    for _ in range(3):
        opened.gateway.announce(Change.TICKETS | Change.REMINDERS)
    settle(opened, qtbot)
    assert (asked, soon.property("asked")) == ([], None)
    opened.gateway.announce(Change.IMPORTS)
    settle(opened, qtbot)
    assert soon.property("asked")
    soon.timeout.emit()
    assert asked == [1]


def test_a_filter_opened_before_it_is_known_what_it_offers_opens_with_the_answer(opened, take_in, monkeypatch) -> None:
    take_in(street="沙河镇")
    bar = opened.window.tickets.bar
    bar._choices = None
    monkeypatch.setattr(bar, "_ask", lambda: None)
    bar.buttons["streets"].click()
    assert bar.findChildren(CheckMenu) == []
    bar.offer(queue_reads.choices(opened.gateway.desk))
    (menu,) = bar.findChildren(CheckMenu)
    assert "沙河镇" in [action.text() for action in menu.actions()]
    menu.close()


def test_an_empty_queue_says_so_and_what_comes_next(opened, take_in, qtbot) -> None:
    take_in(status=TicketStatus.CLOSED)
    opened.gateway.announce(Change.TICKETS)
    page = opened.window.tickets
    assert page._stack.currentIndex() == 1
    assert page.empty.title.text() == "没有待签收的工单"
    assert "Ctrl+I" in page.empty.hint.text()


def test_only_rows_whose_clock_changed_are_painted_again(opened, take_in, qtbot, still, desk) -> None:
    take_in("急", urgency=URGENT)
    take_in("远", dispatched_at=desk.now() - timedelta(days=1), status=TicketStatus.HANDLING)
    opened.window.show_queue(QueueQuery(queue=QueueName.ALL), "全部")
    settle(opened, qtbot)
    view = opened.window.tickets.view
    assert view.tick(still.now()) == 0
    assert view.tick(still.now()) == 0
    still.advance(timedelta(seconds=1))
    assert view.tick(still.now()) == 1


def test_keys_walk_select_and_enter_the_ticket(opened, take_in, qtbot) -> None:
    for number in ("甲", "乙", "丙"):
        take_in(number)
    refresh(opened, qtbot)
    view = opened.window.tickets.view
    view.choose(0)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == 2
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(opened.shell.selection.ids) == 2
    assert "已选 2 件" in opened.window.tickets.top.count.text()
    with qtbot.waitSignal(view.entered):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_place_and_selection_stay_when_the_list_is_read_again(opened, take_in, qtbot) -> None:
    ids = [take_in(f"甲{n}") for n in range(5)]
    refresh(opened, qtbot)
    view = opened.window.tickets.view
    view.choose(2)
    select_places(view.selectionModel(), [3])
    before = opened.shell.selection.ids
    take_in("更急", urgency=URGENT)
    refresh(opened, qtbot)
    assert shown(opened)[0] == "更急"
    assert opened.shell.selection.current == before[0]
    assert set(opened.shell.selection.ids) == set(before)
    assert set(before) <= set(ids)


def test_a_ticket_outside_the_list_stays_open_beside_it(opened, take_in, qtbot, desk) -> None:
    other = take_in("已签", status=TicketStatus.HANDLING)
    take_in("待签")
    refresh(opened, qtbot)
    opened.shell.open_ticket(other)
    assert opened.shell.selection.detail.row.number == "已签"
    take_in("又一件")
    refresh(opened, qtbot)
    assert opened.shell.selection.detail.row.number == "已签"
    sign.sign(desk, person=OPERATOR, ticket_ids=[take_in()])


def test_enter_in_the_search_goes_to_the_first_hit(opened, take_in, qtbot) -> None:
    take_in(title="健身房闭店")
    second = take_in(title="餐馆漏收发票")
    third = take_in(title="餐馆油烟扰民")
    settle(opened, qtbot)
    opened.window.top.focus_search()
    opened.window.top.search.setText("餐馆")
    qtbot.keyClick(opened.window.top.search, Qt.Key.Key_Return)
    view = opened.window.tickets.view
    qtbot.waitUntil(view.hasFocus)
    assert view.currentIndex().row() == 0
    assert opened.shell.selection.current in {second, third}
    assert opened.window.top.search.text() == "餐馆"


def test_enter_without_a_hit_stays_in_the_search(opened, take_in, qtbot) -> None:
    take_in(title="健身房闭店")
    settle(opened, qtbot)
    opened.window.top.focus_search()
    opened.window.top.search.setText("没有这样的")
    qtbot.keyClick(opened.window.top.search, Qt.Key.Key_Return)
    assert opened.window.top.search.hasFocus()
