"""One field on its way: 来电渠道 comes in by a file and stands wherever a field of a ticket is shown or asked for."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from app.cli.ticket.ticket import detail_shape
from app.desk.intake import acts as intake_acts
from app.desk.intake import columns
from app.desk.journal import reads as journal_reads
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import Filters, QueueQuery
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.reports.day_log import write_day_log
from app.ui.ticket.facts import fact_lines
from app.ui.ticket.field_forms import edited_values
from tests.corpus import writers
from tests.desk.conftest import OPERATOR, beijing, desk, still, take_in

__all__ = ["desk", "still", "take_in"]
DAY = date(2026, 11, 23)


@pytest.fixture
def bring(desk, tmp_path):
    """Takes in a file whose tickets have their channel under this header."""

    def take(header: str, **channels: str):
        rows = [[number, "示例", "2026-11-23 02:00:00", channel] for number, channel in channels.items()]
        path = writers.text(tmp_path / f"{header}.csv", [["工单编号", "标题", "派单时间", header], *rows])
        intake_acts.import_file(desk, person=OPERATOR, path=path)

    return take


def whole(desk, number: str):
    return ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number=number))


@pytest.mark.parametrize("header", ["来电渠道", "诉求渠道", "受理渠道", " 诉求 渠道："])
def test_a_file_names_the_channel_by_any_of_its_headers(desk, bring, header):
    bring(header, 甲="12345 热线")
    assert whole(desk, "甲").ticket.channel == "12345 热线"
    assert whole(desk, "甲").ticket.extra == {}


def test_how_a_demand_is_accepted_is_no_channel_and_the_source_stays_what_it_is(desk, bring):
    bring("处理受理方式", 甲="电话")
    bring("来源", 乙="市直派")
    assert (whole(desk, "甲").ticket.channel, whole(desk, "甲").ticket.extra) == ("", {"处理受理方式": "电话"})
    assert (whole(desk, "乙").ticket.channel, whole(desk, "乙").ticket.source) == ("", "市直派")


def test_it_is_shown_filtered_searched_edited_logged_and_told_as_json(desk, bring, tmp_path):
    bring("诉求渠道", 甲="12345 热线", 乙="微信小程序", 丙="")
    assert ("来源", "12345 热线") in fact_lines(whole(desk, "甲"))
    assert queue_reads.choices(desk)["channels"] == ["12345 热线", "微信小程序"]
    narrowed = QueueQuery(filters=Filters({"channels": ("微信小程序",)}))
    assert [row.number for row in queue_reads.first(desk, query=narrowed, limit=9)[1]] == ["乙"]
    queue_reads.save_queue(desk, person=OPERATOR, name="微信", query=narrowed)
    assert [one.query for one in queue_reads.saved(desk)] == [narrowed]

    before = whole(desk, "乙")
    assert edited_values(before)["channel"] == "微信小程序"
    changes = {"channel": "网络平台"}
    editing.edit(desk, person=OPERATOR, ticket_id=before.row.id, changes=changes, version=before.row.version)
    found = {text: queue_reads.search(desk, text=text).total for text in ("微信小程序", "网络平台", "45 热")}
    assert found == {"微信小程序": 0, "网络平台": 1, "45 热": 1}
    lines = journal_reads.between(desk, start=beijing("2026-11-23T00:00:00"), end=beijing("2026-11-24T00:00:00"))
    assert {"来电渠道": ("微信小程序", "网络平台")} in [dict(line.changes) for line in lines]

    log = write_day_log(desk, person=OPERATOR, day=DAY, path=tmp_path / "log.xlsx").result
    head, *rows = openpyxl.load_workbook(log.file)["工单流水"].iter_rows(values_only=True)
    assert sorted((row[0], row[head.index("来电渠道")]) for row in rows) == [
        ("丙", None),
        ("乙", "网络平台"),
        ("甲", "12345 热线"),
    ]
    assert detail_shape(whole(desk, "乙"))["channel"] == "网络平台"


def test_a_person_can_name_it_for_a_column_and_a_file_no_longer_takes_what_was_typed(desk, bring):
    assert columns.choices()["channel"] == "来电渠道"
    bring("诉求渠道", 甲="电话")
    now = whole(desk, "甲").row
    editing.edit(desk, person=OPERATOR, ticket_id=now.id, changes={"channel": "来访"}, version=now.version)
    bring("受理渠道", 甲="网络")
    assert whole(desk, "甲").ticket.channel == "来访"
