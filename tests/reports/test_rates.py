"""三率统计表: its columns and cells as openpyxl reads them, the mean on its own sheet, the figures it prints."""

from __future__ import annotations

import hashlib
from datetime import datetime

import openpyxl
import pytest

from app.base.clock import from_local
from app.base.errors import AlreadyThere, Refused
from app.base.people import Person
from app.reports.rates import write_rates
from app.rules.figures.fields import Caliber, Field
from tests.support.figure_tickets import Counter1by1, fill, rates

PERSON = Person("分析员甲")
HEADINGS = (
    "序号", "承办单位", "受理量", "办结量", "有效回访", "联系数", "解决数", "满意数", "基本满意",
    "响应率(%)", "解决率(%)", "满意率(%)", "综合成绩",
)  # fmt: skip


@pytest.fixture
def written(desk, tmp_path):
    fill(desk, 400)
    path = tmp_path / "三率.xlsx"
    outcome = write_rates(desk, person=PERSON, path=path, period="assess:2026-11", caliber=Caliber.NET)
    return outcome.result, openpyxl.load_workbook(path)


def table(sheet) -> tuple[int, list[tuple]]:
    rows = list(sheet.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[: len(HEADINGS)] == HEADINGS)
    return head, rows[head + 1 :]


def test_the_title_carries_the_dates_and_the_caliber(written):
    sheet = written[1].worksheets[0]
    assert sheet.title == "三率统计表"
    assert sheet.cell(1, 1).value == "“三率”统计表10.19-11.18（不含剔除诉求）"


def test_each_row_is_a_unit_in_rank_order_with_numbers_as_numbers(desk, written):
    report, book = written
    _head, rows = table(book.worksheets[0])
    counts = Counter1by1(desk).count(report.period.start, report.period.end, net=True, answers="last", by=("unit",))
    assert [row[1] for row in rows[:-1]] != []
    assert {(row[1],) for row in rows[:-1]} == set(counts)
    for row in rows[:-1]:
        told = counts[(row[1],)]
        names = ("received", "closed", "valid", "contacted", "solved", "satisfied", "mostly")
        assert row[2:9] == tuple(told[name] for name in names)
        printed = [rates(told)[name] for name in ("response", "resolution", "satisfaction", "score")]
        assert list(row[9:13]) == ["—" if text is None else float(text) for text in printed]
    scores = [row[12] for row in rows[:-1] if row[12] != "—"]
    assert scores == sorted(scores, reverse=True)
    assert rows[-1][:2] == (None, "汇总")
    assert rows[-1][2] == sum(row[2] for row in rows[:-1])


def test_the_mean_has_its_own_sheet(written):
    rows = list(written[1]["各行平均"].iter_rows(values_only=True))
    names = [row[0] for row in rows]
    mean, pooled = rows[names.index("各行平均")], rows[names.index("汇总（合并计数）")]
    assert pooled[1:5] == table(written[1].worksheets[0])[1][-1][9:13]
    assert all(isinstance(cell, int | float) for cell in mean[1:5])


def test_the_figures_it_prints_are_named(written):
    report, _book = written
    total = {one.field: one.text for one in report.figures if one.key is None}
    assert set(total) == {
        Field.RECEIVED, Field.CLOSED, Field.VALID, Field.CONTACTED, Field.SOLVED, Field.SATISFIED, Field.MOSTLY,
        Field.RESPONSE, Field.RESOLUTION, Field.SATISFACTION, Field.SCORE,
    }  # fmt: skip
    assert report.sha256 == hashlib.sha256(report.file.read_bytes()).hexdigest()


def test_an_existing_file_is_asked_for_and_nothing_half_remains(desk, tmp_path):
    path = tmp_path / "三率.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(AlreadyThere):
        write_rates(desk, person=PERSON, path=path, period="assess:2026-11")
    with pytest.raises(Refused):
        write_rates(desk, person=PERSON, path=path, replace=True, period="assess:2026-13")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.glob("*") if one.name.endswith(".part")] == []


def test_nothing_to_count_gives_a_table_with_dashes(desk, tmp_path):
    path = tmp_path / "空.xlsx"
    until = from_local(datetime.fromisoformat("2026-11-20T10:00"))
    report = write_rates(desk, person=PERSON, path=path, period="month:2026-11", until=until).result
    assert report.period.end == until
    _head, rows = table(openpyxl.load_workbook(path).worksheets[0])
    assert rows[-1] == (None, "汇总", *[0] * 7, *["—"] * 4)
