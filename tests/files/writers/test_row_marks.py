from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from app.base.table import Cell, Figure, Kind
from app.files.writers.row_marks import RowMarks

KINDS = (Kind.TEXT, Kind.TIME, Kind.INTEGER, Kind.DECIMAL, Kind.LONG_TEXT)
LOOKS = {kind: place for place, kind in enumerate(KINDS, 1)}
MIDNIGHT = 9
AT = datetime(2026, 11, 20, 16, 5, 30, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def by_the_writer(folder: Path, cells: Sequence[str | float]) -> str:
    """The second row of a sheet with a format for each column, as XlsxWriter writes it cell by cell."""
    path = folder / "bare.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at in range(len(KINDS)):
            sheet.set_column(at, at, 10, book.add_format({"indent": at + 1}))
        for at, value in enumerate(cells):
            (sheet.write_string if isinstance(value, str) else sheet.write_number)(1, at, value)
    with zipfile.ZipFile(path) as book_read:
        text = book_read.read("xl/worksheets/sheet1.xml").decode()
    found = re.search(r'<row r="2">.*</row>', text, re.DOTALL)
    assert found is not None
    return found[0]


def in_days(at: datetime) -> float:
    return (at.timestamp() - datetime(1899, 12, 29, 16, tzinfo=UTC).timestamp()) / 86_400


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        " 前后 ",
        "a\nb",
        "末尾\n",
        "<r>x</r>\t",
        'A&B "C" <d>',
        "\x01\x1f",
        "_x0001_",
        "\ufffe\uffff",
        "长" * 20_000,
    ],
)
def test_a_row_has_the_marks_that_the_writer_gives_it(tmp_path: Path, text: str) -> None:
    marked = RowMarks(KINDS, LOOKS, MIDNIGHT).row(2, [text, AT, 7, 0.1 + 0.2, "备注"])
    assert marked == by_the_writer(tmp_path, [text, in_days(AT), 7, 0.1 + 0.2, "备注"])


@given(TEXTS)
def test_every_text_has_the_marks_that_the_writer_gives_it(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    if text.startswith("<r>") and text.endswith("</r>"):
        text = f" {text}"  # the writer would take it for its own rich text
    assert RowMarks(KINDS, LOOKS, MIDNIGHT).row(2, [text]) == by_the_writer(tmp_path_factory.getbasetemp(), [text])


def test_empty_cells_are_left_out_and_a_row_of_them_still_counts() -> None:
    assert RowMarks(KINDS, LOOKS, MIDNIGHT).row(9, ["", None, 0]) == '<row r="9"><c r="C9" s="3"><v>0</v></c></row>'
    assert RowMarks(KINDS, LOOKS, MIDNIGHT).row(9, [None, ""]) == '<row r="9"></row>'


def test_cells_beyond_the_columns_are_plain_text() -> None:
    marks = RowMarks(KINDS[:1], LOOKS, MIDNIGHT)
    assert marks.row(1, ["a", "b"]).endswith('<c r="B1" t="inlineStr"><is><t>b</t></is></c></row>')
    assert marks.width == 2


@pytest.mark.parametrize(
    ("value", "said"), [(AT, "2026-11-21 00:05:30"), (123456789012345678, "123456789012345678"), (0.5, "0.5")]
)
def test_a_text_column_holds_texts_only(value: Cell, said: str) -> None:
    assert f"<t>{said}</t>" in RowMarks(KINDS, LOOKS, MIDNIGHT).row(2, [value])


@pytest.mark.parametrize("text", ["长" * 40_000, "😀" * 20_000])
def test_a_text_longer_than_a_cell_is_clipped_and_says_so(text: str) -> None:
    marked = RowMarks(KINDS, LOOKS, MIDNIGHT).row(2, [text])
    held = marked.partition("<t>")[2].partition("</t>")[0]
    assert held.endswith("…（过长，已截断）")
    assert 32_700 < len(held.encode("utf-16-le")) / 2 < 32_767


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"nan|inf"):
        RowMarks(KINDS, LOOKS, MIDNIGHT).row(2, [None, value])


def test_a_figure_has_the_format_of_its_own_kind_also_in_a_text_column() -> None:
    marks = RowMarks(KINDS[:1], LOOKS, MIDNIGHT).row(2, [Figure(0.5, Kind.DECIMAL)])
    assert marks == '<row r="2"><c r="A2" s="4"><v>0.5</v></c></row>'


@pytest.mark.parametrize(
    ("at", "look", "seconds_before"),
    [
        (datetime(2026, 11, 28, 16, 0, tzinfo=UTC), MIDNIGHT, 1),
        (datetime(2026, 11, 28, 15, 59, 59, tzinfo=UTC), 6, 0),
        (datetime(2026, 11, 28, 4, 0, tzinfo=UTC), 6, 0),
    ],
)
def test_a_deadline_at_midnight_is_the_end_of_its_day(at: datetime, look: int, seconds_before: int) -> None:
    marks = RowMarks([Kind.DUE], {**LOOKS, Kind.DUE: 6}, MIDNIGHT).row(2, [at])
    found = re.fullmatch(r'<row r="2"><c r="A2" s="(\d+)"><v>(.*)</v></c></row>', marks)
    assert found is not None
    assert int(found[1]) == look
    assert float(found[2]) == pytest.approx(in_days(at) - seconds_before / 86_400, abs=1e-9)


def test_a_row_is_as_high_as_its_wrapped_texts_need() -> None:
    marks = RowMarks([Kind.TEXT, Kind.LONG_TEXT], LOOKS, MIDNIGHT, [4, 11])
    assert marks.row(2, ["很长的编号很长的编号", "五个汉字宽"]).startswith('<row r="2">')
    assert marks.row(2, ["", "六个汉字宽了"]).startswith('<row r="2" ht="32" customHeight="1">')
    assert marks.row(2, ["", "一\n二\n三"]).startswith('<row r="2" ht="48" customHeight="1">')
    assert marks.row(2, ["", "长" * 40_000]).startswith('<row r="2" ht="400" customHeight="1">')
