"""特急 as a district brings it in: a new version of the rules, a file that uses the word, a clock of five minutes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from app.base.clock import StillClock, to_local
from app.base.log import stop_log
from app.bootstrap import main
from app.desk.intake import acts as intake_acts
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import Filters, QueueQuery
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder.rows import ReminderRow
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.row import TicketRow
from app.reports.day_log import write_day_log
from app.rules.law.clocks import ClockName
from app.rules.reminder.slots import row_title
from app.ui.frame.application import OpenWindow
from app.ui.law.fields import level_names
from app.ui.law.page import RulesPage
from app.ui.queue.row_words import urgency_chip
from app.ui.reminder.alarm.board import gather
from app.ui.sign.words import card_words
from tests.support.levels import EXTRA, GENERAL, URGENT
from tests.ui.conftest import OPERATOR, desk, opened, still, take_in

__all__ = ["desk", "opened", "still", "take_in"]

WORDS = ("特急", "加急", "紧急", "普通")


@pytest.fixture
def page(opened: OpenWindow) -> RulesPage:
    opened.shell.open_page("rules")
    made = opened.window.current_page()
    assert isinstance(made, RulesPage)
    return made


def save_a_version_with_extra(page: RulesPage, opened: OpenWindow) -> None:
    opened.shell.commands.run("rule-copy")
    page.editor.adder.word.setText("特急")
    page.editor.adder.button.click()
    for key, text in {
        "sign_minutes": "5", "sign_reminders": "0、3", "first_contact_minutes": "5", "return_answer": "1 小时",
        "acknowledgement_minutes": "1",
    }.items():  # fmt: skip
        page.editor.fields[f"{key}.extra-urgent"].setText(text)  # type: ignore[union-attr]  # each of them is a line
    opened.shell.commands.run("rule-save")
    assert page.shell.last_form is not None, [error.text() for error in page.editor.errors.values() if error.text()]
    page.shell.last_form.main.click()
    assert not page.editing


def write_export(path: Path, at: datetime, first: int) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["工单编号", "工单标题", "主要内容", "紧急程度", "派单时间"])
    for place, word in enumerate(WORDS):
        number = f"热线-261123-{first + place:06d}"
        sheet.append([number, f"{word}的诉求", "健身房闭店", word, f"{to_local(at):%Y-%m-%d %H:%M:%S}"])
    book.save(path)
    return path


def the_rows(desk: Desk, **filters: object) -> dict[str, TicketRow]:
    query = QueueQuery(filters=Filters(**filters))  # type: ignore[arg-type]  # the test names its filter
    return {row.number: row for row in queue_reads.head(desk, query=query, limit=50)}


def ringing(desk: Desk, number: str) -> list[ReminderRow]:
    reminder_acts.raise_due(desk)
    return [row for row in reminder_acts.ringing(desk) if row.ticket_number == number]


@pytest.fixture
def imported(
    page: RulesPage,
    opened: OpenWindow,
    desk: Desk,
    still: StillClock,
    tmp_path: Path,
) -> datetime:
    """A file from before the version and one after it; returns the dispatch of the second."""
    intake_acts.import_file(desk, person=OPERATOR, path=write_export(tmp_path / "before.xlsx", desk.now(), 1))
    still.advance(timedelta(minutes=1))
    save_a_version_with_extra(page, opened)
    still.advance(timedelta(minutes=1))
    at = desk.now()
    intake_acts.import_file(desk, person=OPERATOR, path=write_export(tmp_path / "after.xlsx", at, 11))
    return at


def test_a_file_means_the_levels_of_the_rules_at_its_dispatch(imported: datetime, desk: Desk) -> None:
    rows = the_rows(desk)
    before = [rows[f"热线-261123-{place:06d}"].urgency for place in range(1, 5)]
    after = [rows[f"热线-261123-{place:06d}"].urgency for place in range(11, 15)]
    assert before == [URGENT, URGENT, URGENT, GENERAL]
    assert after == [EXTRA, URGENT, URGENT, GENERAL]
    assert [row.number[-2:] for row in the_rows(desk, urgency=EXTRA).values()] == ["11"]
    assert queue_reads.counters(desk).to_sign_pressing == 6


def test_its_clock_runs_five_minutes_and_rings_by_its_own_reminders(
    imported: datetime,
    desk: Desk,
    still: StillClock,
) -> None:
    number = "热线-261123-000011"
    assert the_rows(desk)[number].sign_due_at == imported + timedelta(minutes=5)
    [arrival] = ringing(desk, number)
    assert row_title(arrival) == "新到工单，请立即签收"
    assert gather([arrival], now=desk.now()).items[0].urgent(desk.now()), "its sound repeats"
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[arrival.id])
    back = [row.returns_at for row in reminder_acts.ledger(desk) if row.id == arrival.id]
    assert back == [desk.now() + timedelta(minutes=1)]
    still.advance(timedelta(minutes=3))
    assert "签收剩 2 分钟" in [row_title(row) for row in ringing(desk, number)]
    still.advance(timedelta(minutes=2))
    assert "签收已超时" in [row_title(row) for row in ringing(desk, number)]
    sign, contact, *_ = ticket_reads.detail(desk, ticket_id=arrival.ticket_id).clocks
    assert "特急工单 5 分钟内签收，全天计时" in sign.explanation
    assert "特急工单立即联系诉求人，最迟 5 分钟内，全天计时" in contact.explanation
    assert (sign.name, contact.name) == (ClockName.SIGN, ClockName.FIRST_CONTACT)


def test_it_has_its_word_icon_and_colour_wherever_it_stands(
    imported: datetime,
    opened: OpenWindow,
    desk: Desk,
) -> None:
    row = the_rows(desk)["热线-261123-000011"]
    assert urgency_chip(row) == ("特急", "red", "circle-alert")
    card = card_words(row, 1, desk.now())
    assert (card.urgency, card.icon) == ("特急", "circle-alert")
    menu = opened.window.tickets.bar.menu("urgency")
    assert [action.text() for action in menu.actions()] == ["不限", "特急", "紧急", "一般"]
    detail = ticket_reads.detail(desk, ticket_id=row.id)
    assert [level.word for level in detail.levels] == ["特急", "紧急", "一般"]
    earlier = ticket_reads.detail(desk, ticket_id=the_rows(desk)["热线-261123-000001"].id)
    assert [level.word for level in earlier.levels] == ["紧急", "一般"], "its rules know no third level"


def test_commands_and_the_day_log_tell_it(
    imported: datetime,
    desk: Desk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "log.xlsx"
    write_day_log(desk, person=OPERATOR, day=to_local(imported).date(), path=path)
    book = openpyxl.load_workbook(path)
    summary = {row[0].value: (row[1].value, row[2].value) for row in book["概况"].iter_rows()}
    assert (summary["其中特急"][0], summary["其中紧急"][0]) == (1, 5)
    assert summary["按时签收"][1] == (
        "紧急 10 分钟、一般 2 小时以内；11-23 02:42 起派单：特急 5 分钟、紧急 10 分钟、一般 2 小时以内"
    )
    heading, *lines = book["工单流水"].iter_rows(values_only=True)
    words = [line[heading.index("紧急程度")] for line in lines]
    assert words == ["紧急", "紧急", "紧急", "一般", "特急", "紧急", "紧急", "一般"]
    folder = desk.folder.root
    desk.register.close()
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        main(["--data", str(folder), "tickets", "--json"])
    assert left.value.code == 0
    stop_log()
    told = {row["number"]: row["urgency"] for row in json.loads(capsys.readouterr().out)["tickets"]}
    assert told["热线-261123-000011"] == "extra-urgent"


def test_the_older_version_still_reads_and_cannot_be_changed(
    imported: datetime,
    page: RulesPage,
    take_in: Callable[..., int],
) -> None:
    assert [word for _, word in level_names(page.editor.texts())] == ["特急", "紧急", "一般"]
    page.bar.box.setCurrentIndex(1)
    assert [word for _, word in level_names(page.editor.texts())] == ["紧急", "一般"]
    assert page.editor.fields["level.urgent.word"].isReadOnly()  # type: ignore[union-attr]  # it is a line
    assert not page.editor.adder.isVisible()
