"""A format that an office teaches: it holds from the next file on, in versions, and goes to the next office."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.base.errors import AlreadyThere, FileRefused, Refused
from app.base.people import Person
from app.desk.intake import acts, formats
from app.desk.intake.format_rows import lines_of, meanings_of, read_lines, split_words, uses
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.intake.formats import GROUPS, BadFormat, Format

LEAD = Person("班组长甲")
LINES = (
    ("栏目名称", "派单时间", "办理时点、下沉时间"),
    ("栏目名称", "紧急程度", "轻重"),
    ("栏目名称", "不导入", "经度"),
    ("紧急程度", "紧急", "火烧眉毛"),
    ("平台·是否满意", "基本满意", "凑合"),
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "别家.csv"
    lines = [
        "工单编号,标题,主要内容,办理时点,轻重,经度,是否满意",
        "SL1,甲,市民反映某店不退卡,2026-11-20 09:30:00,火烧眉毛,116.2,凑合",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def ticket(desk: Desk):
    return ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number="SL1")).ticket


def test_headers_and_words_hold_from_the_next_file_on(desk: Desk, export: Path) -> None:
    formats.save(desk, person=LEAD, lines=LINES, note="新平台")
    result = acts.import_file(desk, person=LEAD, path=export).result
    assert result.unused == ()
    row = ticket(desk)
    assert (row.dispatched_basis, row.urgency, row.platform_satisfied) == ("", "urgent", "基本满意")
    assert (row.raw["urgency"], row.raw["platform_satisfied"]) == ("火烧眉毛", "凑合")
    assert "经度" not in row.extra


def test_without_the_format_the_columns_are_kept_and_named(desk: Desk, export: Path) -> None:
    result = acts.import_file(desk, person=LEAD, path=export).result
    assert [(one.header, one.filled) for one in result.unused] == [("办理时点", 1), ("轻重", 1), ("经度", 1)]
    assert ticket(desk).extra["办理时点"] == "2026-11-20 09:30:00"


def test_every_version_stays_and_the_newest_holds(desk: Desk) -> None:
    formats.save(desk, person=LEAD, lines=LINES)
    formats.save(desk, person=LEAD, lines=LINES[:1])
    known = formats.versions(desk)
    assert [(version.in_force, version.format.size) for version in known] == [(True, 2), (False, 6), (False, 0)]
    with pytest.raises(Refused, match="没有改动"):
        formats.save(desk, person=LEAD, lines=LINES[:1])


def test_rows_and_format_are_the_same(desk: Desk) -> None:
    whole = read_lines(LINES)
    assert [tuple(cells) for cells in lines_of(whole)] == list(LINES)


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ([("栏目名称", "派单时间", " ")], "words"),
        ([("栏目名称", "没有这个", "甲")], "meaning"),
        ([("紧急程度", "解决", "甲")], "meaning"),
        ([("栏目名称", "派单时间", "甲"), ("栏目名称", "办结时间", "甲 ")], "words"),
        ([("栏目名称", "派单时间", "长" * 61)], "words"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_at_its_cell(
    desk: Desk, lines: list[tuple[str, ...]], field: str
) -> None:
    with pytest.raises(BadFormat) as refused:
        formats.save(desk, person=LEAD, lines=lines)
    assert refused.value.field == field
    assert formats.versions(desk)[0].format == Format()


def test_every_use_has_meanings(desk: Desk) -> None:
    assert all(meanings_of(use) for use in uses())
    assert len(uses()) == len(GROUPS) + 1
    assert split_words("诉求 时间；甲\n乙、") == ["诉求 时间", "甲", "乙"]


def test_one_small_file_carries_the_format_to_the_next_office(desk: Desk, tmp_path: Path) -> None:
    formats.save(desk, person=LEAD, lines=LINES)
    path = tmp_path / "格式.toml"
    assert formats.export(desk, person=LEAD, path=path).result == 6
    assert path.stat().st_size < 2_000
    with pytest.raises(AlreadyThere):
        formats.export(desk, person=LEAD, path=path)
    formats.save(desk, person=LEAD, lines=[("栏目名称", "办结时间", "下沉时间")])
    taken = formats.import_(desk, person=LEAD, path=path).result
    assert (taken.given, taken.added, taken.saved) == (6, 6, True)
    assert formats.versions(desk)[0].format == read_lines(LINES)  # where they differ, the file counts
    assert formats.versions(desk)[0].note == "从 格式.toml 导入"
    again = formats.import_(desk, person=LEAD, path=path).result
    assert (again.added, again.saved, len(formats.versions(desk))) == (0, False, 4)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"format = 2\n",
        b"\xff\xfe\x00",
        b"format = 1\n[headers]\nnothing_known = ['a']\n",
        b"format = 1\nheaders = 3\n",
        b"format = 1\n[words.urgency]\n'\xe6\x80\xa5' = [1]\n",
        b"[" * 40 + b"]" * 40,
        b"#" * (600 << 10),
    ],
)
def test_a_file_that_is_no_format_is_refused_and_changes_nothing(desk: Desk, tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "别的.toml"
    path.write_bytes(body)
    with pytest.raises(FileRefused):
        formats.import_(desk, person=LEAD, path=path)
    assert len(formats.versions(desk)) == 1


def test_a_trial_says_what_each_column_becomes_now_and_would_become(desk: Desk, export: Path) -> None:
    columns = {one.header: one for one in formats.trial(desk, path=export, lines=LINES)}
    assert (columns["办理时点"].now, columns["办理时点"].then, columns["办理时点"].changed) == (
        None,
        "dispatched_at",
        True,
    )
    assert [(word.text, word.now, word.then) for word in columns["轻重"].words] == [("火烧眉毛", "", "紧急")]
    assert columns["标题"].changed is False
    assert len(formats.versions(desk)) == 1
