"""Files into the register: what becomes of each row, what a file may change, what it may not."""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.clock import StillClock
from app.base.errors import EnvironmentFault, FileRefused, NotAllowed, Refused
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk import sign
from app.desk.intake import acts as intake_acts
from app.desk.intake.rows import RowKeeper
from app.desk.journal import reads as journal_reads
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import QueueQuery
from app.desk.reply import acts as reply_acts
from app.desk.shared import taking_in
from app.desk.shared.context import Desk
from app.desk.shared.taking_in import UNFINISHED
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.desk.upkeep import acts as upkeep_acts
from app.files.apart.messages import DONE
from app.files.apart.process import ReaderProcess
from app.files.apart.requests import Request, Tickets
from app.rules.queue.names import QueueName
from app.rules.ticket.states import TicketStatus
from tests.corpus import headers, writers
from tests.desk.conftest import beijing
from tests.fuzz.seeds import seeds
from tests.support.registers import desk_on
from tests.support.replies import write_reply
from tests.support.searching import examples

OPERATOR = Person("值班员甲")
COLUMNS = [
    "工单编号",
    "数据来源",
    "标题",
    "主要内容",
    "工单状态",
    "派单时间",
    "来电时间",
    "办结时间",
    "承办单位",
    "自定",
]


def line(number: str, **said: str) -> list[str]:
    told = {"工单编号": number, "标题": "示例", "派单时间": "2026-11-23 02:00:00", **said}
    return [told.get(column, "") for column in COLUMNS]


@pytest.fixture
def bring(desk, tmp_path):
    """Writes a file of these rows and takes it in."""
    counter = iter(range(1000))

    def take(*rows: list[str], **options):
        path = writers.text(tmp_path / f"导出{next(counter)}.csv", [COLUMNS, *rows])
        return intake_acts.import_file(desk, person=OPERATOR, path=path, **options).result

    return take


@pytest.fixture
def told(desk):
    def read(number: str):
        return ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number=number))

    return read


def counts(result) -> tuple[int, ...]:
    return result.rows, result.created, result.updated, result.unchanged, result.refused


# what becomes of a row


@pytest.mark.parametrize("name", ["A", "C", "D", "E", "F"])
def test_every_header_set_comes_in_whole_and_unchanged_the_second_time(desk, tmp_path, name):
    columns = getattr(headers, name)
    rows = [columns, *(headers.row_of(columns, headers.number(at)) for at in range(1, 4))]
    path = writers.xlsx(tmp_path / f"{name}.xlsx", {"工单": rows})
    first = intake_acts.import_file(desk, person=OPERATOR, path=path).result
    again = intake_acts.import_file(desk, person=OPERATOR, path=path).result
    assert (counts(first), counts(again)) == ((3, 3, 0, 0, 0), (3, 0, 0, 3, 0))


def test_the_same_tickets_in_another_kind_of_file_are_unchanged(desk, tmp_path):
    rows = [headers.D, *(headers.row_of(headers.D, headers.number(at)) for at in range(1, 4))]
    files = [
        writers.xlsx(tmp_path / "一.xlsx", {"S": rows}),
        writers.xls(tmp_path / "二.xls", {"S": rows}),
        writers.text(tmp_path / "三.csv", rows, encoding="gb18030"),
        writers.text(tmp_path / "四.tsv", rows, encoding="utf-16", delimiter="\t"),
        writers.html(tmp_path / "五.xls", rows),
        writers.forms(tmp_path / "六.docx", [list(zip(headers.D, row, strict=True)) for row in rows[1:]]),
    ]
    results = [intake_acts.import_file(desk, person=OPERATOR, path=path).result for path in files]
    assert [counts(result) for result in results] == [(3, 3, 0, 0, 0)] + [(3, 0, 0, 3, 0)] * 5


def test_pasted_rows_come_in_like_a_file(desk, told):
    text = "\n".join("\t".join(row) for row in [COLUMNS, line("甲"), line("乙")])
    assert counts(intake_acts.import_text(desk, person=OPERATOR, text=text).result) == (2, 2, 0, 0, 0)
    page = "工单编号：丙\n标题：退费\n来电时间：2026-11-23 01:00\n主要内容：办卡后闭店。\n请求协调退款。"
    assert counts(intake_acts.import_text(desk, person=OPERATOR, text=page).result) == (1, 1, 0, 0, 0)
    assert told("丙").ticket.content.splitlines() == ["办卡后闭店。", "请求协调退款。"]


def test_half_a_character_from_the_clipboard_is_no_obstacle(desk, told):
    text = "\n".join("\t".join(row) for row in [COLUMNS, line("甲", 标题="退费\ud83d")])
    assert intake_acts.import_text(desk, person=OPERATOR, text=text).result.created == 1
    assert told("甲").row.title == "退费?"


def test_a_changed_field_is_journalled_old_and_new_unknown_columns_too(bring, told):
    bring(line("甲", 标题="旧", 自定="一"))
    assert counts(bring(line("甲", 标题="新", 自定="二"))) == (1, 0, 1, 0, 0)
    last = told("甲").journal[-1]
    assert (last.verb, last.changes) == ("update", {"标题": ("旧", "新"), "自定": ("一", "二")})


def test_an_empty_cell_takes_nothing_away(bring, told):
    bring(line("甲", 承办单位="一科", 主要内容="内容"))
    assert counts(bring(line("甲"))) == (1, 0, 0, 1, 0)
    assert (told("甲").row.unit, told("甲").ticket.content) == ("一科", "内容")


def test_one_number_of_two_sources_is_two_tickets(desk, bring):
    assert counts(bring(line("一", 数据来源="市直派"), line("一", 数据来源="区分转"))) == (2, 2, 0, 0, 0)
    assert counts(bring(line("一", 数据来源="区分转", 标题="改"))) == (1, 0, 1, 0, 0)
    with pytest.raises(Refused, match="2 件"):
        ticket_reads.find(desk, number="一")
    assert ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number="区分转：一")).row.title == "改"


def test_a_row_without_a_source_speaks_of_the_one_ticket_of_its_number(bring, told):
    bring(line("一", 数据来源="市直派"))
    assert counts(bring(line("一", 标题="改"))) == (1, 0, 1, 0, 0)
    assert told("一").ticket.source == "市直派"


# local work


def test_a_file_overwrites_nothing_that_people_did(desk, bring, told):
    bring(line("甲", 工单状态="待签收", 承办单位="平台科"))
    ticket = ticket_reads.find(desk, number="甲")
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=ticket, unit="本台科")
    version = ticket_reads.detail(desk, ticket_id=ticket).row.version
    editing.edit(desk, person=OPERATOR, ticket_id=ticket, changes={"title": "手改"}, version=version)
    assert counts(bring(line("甲", 工单状态="待签收", 承办单位="平台二科", 标题="平台改"))) == (1, 0, 0, 1, 0)
    after = told("甲")
    assert (after.row.status, after.row.unit, after.row.title) == (TicketStatus.HANDLING, "本台科", "手改")
    assert after.row.signed_at is not None


def test_a_file_closes_a_ticket_the_desk_works_on_and_its_reminders_end(desk, bring, told):
    bring(line("甲"))
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket_reads.find(desk, number="甲")])
    bring(line("甲", 工单状态="已办结", 办结时间="2026-11-23 02:30:00"))
    after = told("甲")
    assert after.row.status is TicketStatus.CLOSED
    assert {slot.state for slot in after.reminders} == {"cancelled"}


def test_a_file_does_not_empty_the_callback_queue(bring, desk, told):
    bring(line("甲"))
    ticket = ticket_reads.find(desk, number="甲")
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    write_reply(desk, person=OPERATOR, ticket_id=ticket, text="已答复", submit=True)
    reply_acts.pass_reply(desk, person=Person("审核员乙"), ticket_id=ticket)
    bring(line("甲", 工单状态="已办结", 办结时间="2026-11-23 02:30:00"))
    assert told("甲").row.status is TicketStatus.TO_CALL_BACK


def test_a_ticket_that_the_platform_opens_again_is_open_with_its_old_closing_gone(bring, told):
    bring(line("甲", 工单状态="已办结", 办结时间="2026-11-23 02:30:00"))
    bring(line("甲", 工单状态="办理中"))
    after = told("甲")
    assert (after.row.status, after.row.closed_at) == (TicketStatus.HANDLING, None)
    assert any(slot.state == "planned" for slot in after.reminders)


# the dispatch time


@pytest.mark.parametrize(
    ("said", "at", "basis"),
    [
        ({"派单时间": "", "来电时间": "2026-11-23 01:00"}, "2026-11-23T01:00:00", "来电时间"),
        ({"派单时间": ""}, "2026-11-23T02:41:00", "导入时间"),
        ({"工单编号": "热线-251122-000001", "派单时间": ""}, "2025-11-22T00:00:00", "编号日期"),
        ({"派单时间": "2026/11/23 2:30", "来电时间": "2026-11-23 01:00"}, "2026-11-23T02:30:00", ""),
    ],
)
def test_a_missing_dispatch_time_is_estimated_and_says_from_what(bring, told, said, at, basis):
    number = said.get("工单编号", "甲")
    bring(line(number, **{key: value for key, value in said.items() if key != "工单编号"}))
    after = told(number)
    assert (after.row.dispatched_at, after.ticket.dispatched_basis) == (beijing(at), basis)
    assert after.row.dispatched_estimated == bool(basis)


def test_the_true_dispatch_time_replaces_an_estimate_and_no_estimate_replaces_it(bring, told):
    bring(line("甲", 派单时间="", 来电时间="2026-11-23 01:00"))
    bring(line("甲", 派单时间="2026-11-23 01:30:00"))
    assert counts(bring(line("甲", 派单时间="", 来电时间="2026-11-23 01:00"))) == (1, 0, 0, 1, 0)
    after = told("甲")
    assert (after.row.dispatched_at, after.ticket.dispatched_basis) == (beijing("2026-11-23T01:30:00"), "")
    assert after.row.sign_due_at == beijing("2026-11-23T03:30:00")


# the file as a whole


def test_a_refused_file_leaves_nothing_but_its_note(desk, tmp_path):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(FileRefused):
        intake_acts.import_file(desk, person=OPERATOR, path=path)
    assert queue_reads.counters(desk).by_queue[QueueName.ALL] == 0
    assert "不完整" in upkeep_acts.health(desk).last_import_text
    assert intake_acts.was_imported(desk, path=path)
    assert not list(tmp_path.glob("*问题*"))


def test_a_cancelled_import_leaves_nothing(desk, tmp_path):
    path = writers.text(tmp_path / "大.csv", [COLUMNS, *(line(f"N{at}") for at in range(1200))])
    asked = iter([False, True])
    with pytest.raises(Refused, match="取消"):
        intake_acts.import_file(desk, person=OPERATOR, path=path, cancelled=lambda: next(asked))
    assert queue_reads.counters(desk).by_queue[QueueName.ALL] == 0
    assert not intake_acts.was_imported(desk, path=path)
    assert journal_reads.first_broken_line(desk) is None


def test_progress_tells_the_rows_done_up_to_the_last(desk, tmp_path):
    path = writers.text(tmp_path / "大.csv", [COLUMNS, *(line(f"N{at}") for at in range(1200))])
    said: list[tuple[int, int]] = []
    intake_acts.import_file(desk, person=OPERATOR, path=path, progress=lambda *done: said.append(done))
    read, written = ([done for done in said if (done[1] == 0) is reading] for reading in (True, False))
    assert said == [*read, *written]
    assert (read, written) == (sorted(read), sorted(written))
    assert (read[-1], written[-1]) == ((1200, 0), (1200, 1200))


def test_rows_that_could_not_be_listed_do_not_undo_the_good_ones(desk, bring, monkeypatch):
    def full(*_: object, **__: object) -> Path:
        raise EnvironmentFault("磁盘空间不足，未写入")

    monkeypatch.setattr(taking_in, "write_problems", full)
    result = bring(line("甲"), line("1E+17"))
    assert counts(result) == (2, 1, 0, 0, 1)
    assert result.problems_file == ""


def test_an_alias_a_person_named_is_remembered_for_files_of_that_kind(desk, tmp_path, told):
    columns = ["工单编号", "标题", "主要内容", "事主"]
    first = writers.text(tmp_path / "一.csv", [columns, ["甲", "t", "c", "示例人"]])
    intake_acts.import_file(desk, person=OPERATOR, path=first, aliases={"事主": "caller"})
    second = writers.text(tmp_path / "二.csv", [columns, ["乙", "t", "c", "另一人"]])
    intake_acts.import_file(desk, person=OPERATOR, path=second)
    assert (told("甲").ticket.caller, told("乙").ticket.caller) == ("示例人", "另一人")
    other = writers.text(tmp_path / "三.csv", [[*columns, "派单时间"], ["丙", "t", "c", "某人", "2026-11-23 01:00"]])
    intake_acts.import_file(desk, person=OPERATOR, path=other)
    assert (told("丙").ticket.caller, told("丙").ticket.extra) == ("", {"事主": "某人"})


def test_backlog_plans_no_reminder_however_it_changes_later(bring, told):
    bring(line("旧", 派单时间="2026-11-22 10:00:00"), backlog=True)
    bring(line("旧", 派单时间="2026-11-22 11:00:00"))
    after = told("旧")
    assert after.row.backlog
    assert {slot.state for slot in after.reminders} == {"cancelled"}


def test_a_ticket_found_by_search_right_after_its_import_and_after_its_change(desk, bring):
    bring(line("甲", 标题="瑜伽馆"), line("甲", 标题="健身房"))
    assert [queue_reads.search(desk, text=text).total for text in ("瑜伽", "健身")] == [0, 1]


def test_nobody_imports_nothing(desk, tmp_path):
    with pytest.raises(NotAllowed):
        intake_acts.import_file(desk, person=Person(""), path=tmp_path / "x.csv")


# whatever a file holds


_NUMBERS = st.sampled_from(["甲", "乙", "丙", "0012", "热线-251122-000001", "", "1.2E+17", "无"])
_ROWS = st.lists(
    st.tuples(
        _NUMBERS,
        st.sampled_from(["", "市直派", "区分转"]),
        st.sampled_from(["", "退费", "=1+1", "关门\n跑路"]),
        st.sampled_from(["", "2026-11-22 10:00", "2026-02-30", "明天", "2026年11月22日 上午9时"]),
        st.sampled_from(["", "待签收", "办理中", "已办结"]),
    ),
    max_size=12,
)


@given(first=_ROWS, second=_ROWS)
@settings(max_examples=examples(25))
def test_the_four_counts_add_up_and_the_register_agrees(first, second):
    with TemporaryDirectory() as place:
        desk = desk_on(DataFolder(Path(place) / "data"), StillClock(beijing("2026-11-23T02:41:00")))
        try:
            held = 0
            for at, rows in enumerate((first, second)):
                held += _taken_in(desk, Path(place), f"{at}.csv", rows)
                assert queue_reads.first(desk, query=QueueQuery(QueueName.ALL), limit=0)[0] == held
            assert journal_reads.first_broken_line(desk) is None
        finally:
            desk.register.close()


def _taken_in(desk, place: Path, name: str, rows) -> int:
    """Takes made-up rows in, holds every count against the journal, and tells how many tickets were created."""
    blanks = sum(1 for row in rows if not any(row))
    path = writers.text(
        place / name, [["工单编号", "数据来源", "标题", "派单时间", "工单状态", "序号"], *([*row, ""] for row in rows)]
    )
    said = intake_acts.import_file(desk, person=OPERATOR, path=path).result
    assert said.created + said.updated + said.unchanged + said.refused == said.rows == len(rows) - blanks
    assert len(said.problems) == said.refused
    start = desk.now() - timedelta(days=1)
    texts = (found for found in journal_reads.between(desk, start=start, end=desk.now() + timedelta(days=1)))
    verbs = Counter(found.verb for found in texts if found.text.startswith(f"导入：{name}"))
    assert (verbs["create"], verbs["update"]) == (said.created, said.updated)
    return said.created


def test_a_preview_hides_phone_numbers_and_nothing_else(desk, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(
        "工单编号,标题,来电号码,派单时间\n热线-261123-004417,退费,13800000001,2026-11-23 02:38:00\n", "utf-8"
    )
    (sheet,) = intake_acts.preview(desk, path=path).sheets
    assert sheet.rows == (("热线-261123-004417", "退费", "138****0001", "2026-11-23 02:38:00"),)


def note_of(desk: Desk, digest: str) -> str:
    with desk.register.reading() as stores:
        query = "SELECT error FROM imports WHERE digest = ?"
        return "|".join(row[0] for row in stores.connection.exec_driver_sql(query, (digest,)))


def test_a_file_is_noted_before_it_is_read_and_a_killer_is_recorded_with_its_reason(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "杀手.xlsx"
    path.write_bytes(seeds()["t.xlsx"])
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    seen: list[str] = []

    def killed(_self: object, request: Request, _waiting: object) -> Iterator[tuple[bytes, bytes]]:
        if isinstance(request, Tickets):
            seen.append(note_of(desk, digest))
            raise FileRefused("文件无法读取：读取程序中途停止，未导入", hint="请另存为新文件")
        yield DONE, pickle.dumps(digest)

    monkeypatch.setattr(ReaderProcess, "ask", killed)
    with pytest.raises(FileRefused, match="读取程序"):
        intake_acts.import_file(desk, person=OPERATOR, path=path)
    assert seen == [UNFINISHED]
    assert note_of(desk, digest) == "文件无法读取：读取程序中途停止，未导入"
    assert intake_acts.was_imported(desk, path=path)


def test_what_stopped_the_import_but_not_the_file_leaves_no_note(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "导出.xlsx"
    path.write_bytes(seeds()["t.xlsx"])

    def full(*_: object) -> None:
        raise EnvironmentFault("磁盘空间不足")

    with monkeypatch.context() as patched:
        patched.setattr(RowKeeper, "finish", full)
        with pytest.raises(EnvironmentFault, match="磁盘空间不足"):
            intake_acts.import_file(desk, person=OPERATOR, path=path)
    assert not intake_acts.was_imported(desk, path=path)
    assert intake_acts.import_file(desk, person=OPERATOR, path=path).result.created == 8


def test_half_a_character_on_the_clipboard_is_shown_as_a_question_mark(desk: Desk) -> None:
    shown = intake_acts.preview_pasted(
        desk, text="工单编号\t标题\t主要内容\n热线-261123-000001\t退\ud83d费\t要求退费\n"
    )
    assert shown.sheets[0].rows[0][1] == "退?费"


def test_a_large_file_without_a_dispatch_time_goes_in_like_a_small_one(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "无派单时间.csv"
    content = "要求退费，商户不接电话。" * 100
    lines = [f"热线-261122-{at:06},健身房闭店,{content}" for at in range(700)]
    path.write_text("\n".join(["工单编号,标题,主要内容", *lines]), encoding="utf-8")
    assert path.stat().st_size > 2 << 20
    assert intake_acts.import_file(desk, person=OPERATOR, path=path).result.created == 700
