"""A register that the version before wrote, with a row in every table, is taken over: nothing is lost, all is read."""

from __future__ import annotations

import json
import lzma
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from app.base.clock import StillClock, local_day
from app.base.paths import DataFolder
from app.base.people import Person, Role
from app.bootstrap import assemble
from app.desk import draft, setting, sign
from app.desk.contact import calls as contact_calls
from app.desk.contact import ledger as contact_ledger
from app.desk.escalation import acts as escalation_acts
from app.desk.escalation import targets as escalation_targets
from app.desk.exclusion import reads as exclusion_reads
from app.desk.finding import acts as finding_acts
from app.desk.journal import reads as journal_reads
from app.desk.law import calendar_years
from app.desk.law import versions as law_versions
from app.desk.owner import reads as owner_reads
from app.desk.passing import reads as passing_reads
from app.desk.promise import reads as promise_reads
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import Filters, QueueQuery
from app.desk.reminder import reads as reminder_reads
from app.desk.reminder.query import LedgerQuery
from app.desk.reply import rows as reply_rows
from app.desk.returns import reads as returns_reads
from app.desk.returns import steps as return_steps
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.desk.survey import forms as survey_forms
from app.desk.ticket import reads as ticket_reads
from app.models.journal.verify import differing_tickets, open_to_verify, walk
from app.models.register.version import HEAD, current
from app.reports.day_log import write_day_log
from app.rules.contact.call_flow import CallState
from app.rules.journal import JournalVerb
from app.rules.queue.names import QueueName
from app.rules.reply.states import ReplyState
from app.rules.ticket.states import TicketStatus

PACKED = Path(__file__).parents[1] / "corpus" / "registers" / "0006.sqlite3.xz"
OPERATOR = Person("值班员甲")


def tables_of(path: Path) -> dict[str, int]:
    """The rows of every table but the search index, which is made anew."""
    with closing(sqlite3.connect(path)) as register:
        names = [
            name
            for (name,) in register.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("ticket_search") and name != "alembic_version"
        ]
        return {name: register.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def journal_of(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as register:
        return register.execute("SELECT * FROM journal ORDER BY id").fetchall()


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "before.sqlite3"
    path.write_bytes(lzma.decompress(PACKED.read_bytes()))
    return path


@pytest.fixture
def desk(folder: DataFolder, packed: Path) -> Iterator[Desk]:
    shutil.copy(packed, folder.database)
    last = max(line[1] for line in journal_of(packed))  # type: ignore[type-var]
    made = assemble(folder, StillClock(datetime.fromtimestamp(last, UTC) + timedelta(minutes=1)))  # type: ignore[arg-type]
    yield made
    made.register.close()


def test_every_table_of_the_register_before_has_a_row(packed: Path) -> None:
    assert current(packed) == "0006"
    assert [name for name, rows in tables_of(packed).items() if not rows] == []


def test_no_row_is_lost_and_a_copy_is_kept(desk: Desk, packed: Path) -> None:
    assert current(desk.folder.database) == HEAD
    before, after = tables_of(packed), tables_of(desk.folder.database)
    assert after.pop("journal_texts") > 0
    assert {name: after[name] for name in before} == {**before, "journal": before["journal"] + 1}
    assert {name for name, rows in after.items() if name not in before and rows} <= {"urge_slots"}
    (copy,) = desk.folder.backups.glob("*.sqlite3")
    assert current(copy) == "0006"


def test_the_journal_says_the_same_in_its_new_chain_whose_last_line_names_the_old_one(desk: Desk, packed: Path) -> None:
    before = journal_of(packed)
    with desk.register.reading() as stores:
        *lines, last = stores.journal.between(datetime.fromtimestamp(0, UTC), datetime(3000, 1, 1, tzinfo=UTC))
    read = [
        (line.id, int(line.at.timestamp()), line.who, line.verb, line.ticket_id, line.ticket_number, line.text,
         {word: [*pair] for word, pair in line.changes.items()})
        for line in lines
    ]  # fmt: skip
    assert read == [(*row[:7], json.loads(str(row[7]))) for row in before]
    assert last.verb is JournalVerb.REBUILD
    assert last.text == f"日志按新格式重编：原 {len(before)} 条，原末条校验值 {before[-1][9]}，原校验链完整"
    with open_to_verify(desk.folder.database) as connection:
        assert (walk(connection).first_broken, differing_tickets(connection)) == (None, [])


def test_every_ticket_is_read_whole_and_found_again(desk: Desk) -> None:
    ids = list(queue_reads.page_ids(desk, query=QueueQuery(QueueName.ALL)))
    assert len(ids) == 15
    for ticket_id in ids:
        detail = ticket_reads.detail(desk, ticket_id=ticket_id)
        assert detail.journal
        assert detail.clocks
        hits = queue_reads.search(desk, text=detail.row.number)
        assert list(hits.ids) == [ticket_id]


def test_what_stands_beside_the_tickets_is_read_as_it_was_written(desk: Desk) -> None:
    assert [version.table.effective_from for version in owner_reads.versions(desk) if version.made_by == "班组长乙"]
    assert survey_forms.versions(desk)[-1].effective_from == local_day(desk.now()) + timedelta(days=1)
    assert [target.name for target in escalation_targets.listing(desk)] == ["李主任", "周主任"]
    assert any(row.made_by == "班组长乙" for row in law_versions.versions(desk))
    assert any(row.made_by == "班组长乙" for rows in calendar_years.years(desk).values() for row in rows)
    (saved,) = queue_reads.saved(desk)
    filters = Filters({"streets": ("沙河镇",)})
    assert (saved.name, saved.query) == ("沙河急件", QueueQuery(QueueName.HANDLING, "卡", filters))
    assert setting.get(desk, "font_percent") == "125"
    assert draft.load(desk, key="note:1") == "还没写完的备注"
    assert len(people.known(desk)) == 2


def test_every_register_is_read_as_it_was_written(desk: Desk) -> None:
    (case,) = returns_reads.listing(desk)
    assert [step.move.word for step in return_steps.steps(desk, return_ids=[case.id])] == ["登记", "提交"]
    (passing,) = passing_reads.listing(desk)
    assert passing_reads.brief(desk, case_id=passing.id).text
    (application,) = exclusion_reads.listing(desk)
    detail = exclusion_reads.detail(desk, exclusion_id=application.id)
    assert ([file.name for file in detail.files], len(detail.steps)) == (["现场.png"], 1)
    (promise,) = promise_reads.due(desk)
    assert "退款" in promise.said
    (call,) = contact_calls.waiting(desk, state=CallState.MATCHED)
    assert call.seconds == 35
    assert len(finding_acts.listing(desk)) == 2
    assert len(escalation_acts.listing(desk)) == 1
    assert len(contact_ledger.listing(desk, query=contact_ledger.LedgerQuery()).rows) == 2
    assert reminder_reads.page(desk, query=LedgerQuery()).total == 89
    assert reply_rows.sheet(desk, ticket_id=promise.ticket_id).state is ReplyState.DRAFT


def test_work_goes_on_in_it_and_its_day_is_written_down(desk: Desk, tmp_path: Path) -> None:
    waiting = sign.waiting(desk, limit=5).rows
    sign.sign(desk, person=OPERATOR, ticket_ids=[waiting[0].id], reason="升级期间")
    assert ticket_reads.detail(desk, ticket_id=waiting[0].id).row.status is TicketStatus.HANDLING
    assert journal_reads.first_broken_line(desk) is None
    path = tmp_path / "log.xlsx"
    log = write_day_log(desk, person=Person("班组长乙", Role.SHIFT_LEAD), day=local_day(desk.now()), path=path).result
    assert log.rows == log.counted
    book = openpyxl.load_workbook(path, read_only=True)
    acts = {row[3] for row in book["日志"].iter_rows(min_row=2, values_only=True)}
    assert {"写不纳入考核申请", "申请材料", "推诿个案", "写答复", "发现承诺"} <= acts
