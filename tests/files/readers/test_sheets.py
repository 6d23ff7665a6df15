"""Each kind of file by its content, and each refusal with its sentence and within bounded memory."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.base.errors import FileRefused
from app.files.readers.sheets import open_sheets
from app.files.shared.cells import cell_text
from tests.corpus import writers
from tests.corpus.headers import F, number, row_of
from tests.support.patience import PATIENCE
from tests.support.searching import examples

ROWS = [F, row_of(F, number(1), 诉求内容="第一行\n第二行，有“引号”"), row_of(F, number(2))]


def texts(path: Path) -> dict[str, list[list[str]]]:
    """Every sheet as texts, without empty cells at the ends of rows and without blank rows."""
    found: dict[str, list[list[str]]] = {}
    for sheet in open_sheets(path):
        rows = []
        for _, cells in sheet.rows:
            row = [cell_text(cell) for cell in cells]
            while row and not row[-1]:
                row.pop()
            rows.append(row)
        found[sheet.name] = [row for row in rows if row]
    return found


def plain(rows: list[list[object]]) -> list[list[str]]:
    made = []
    for row in rows:
        cells = [str(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        made.append(cells)
    return made


def test_a_workbook_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.xls", "a.csv", "a"):
        assert texts(writers.xlsx(tmp_path / name, {"工单": ROWS})) == {"工单": plain(ROWS)}


def test_shared_strings_are_read_as_inline_ones(tmp_path: Path) -> None:
    assert texts(writers.xlsx_shared(tmp_path / "a.xlsx", {"工单": ROWS})) == {"工单": plain(ROWS)}


def test_a_biff_workbook_is_read_with_all_its_sheets(tmp_path: Path) -> None:
    path = writers.xls(tmp_path / "a.xls", {"一": ROWS, "二": ROWS[:2]})
    assert texts(path) == {"一": plain(ROWS), "二": plain(ROWS[:2])}


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_text_is_read_in_every_encoding_and_with_every_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [F, *[row_of(F, number(at), 诉求内容="第一行\n第二行，有,逗号") for at in range(40)]]
    path = writers.text(tmp_path / "导出.xls", rows, encoding=encoding, delimiter=delimiter)
    assert texts(path) == {"导出": plain(rows)}


def test_numbers_that_a_csv_protects_from_excel_come_out_plain(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text('sep=,\n工单编号,标题\n="00123",甲\n', encoding="utf-8")
    assert texts(path) == {"p": [["工单编号", "标题"], ["00123", "甲"]]}


def test_a_quote_that_is_never_closed_swallows_no_row(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text('工单编号,标题\n1,"没有结束\n' + "2,乙\n" * 5000, encoding="utf-8")
    assert texts(path) == {"q": [["工单编号", "标题"], ["1", '"没有结束'], *[["2", "乙"]] * 5000]}


@pytest.mark.parametrize(("encoding", "charset"), [("utf-8", "utf-8"), ("gb18030", "gb2312"), ("utf-8-sig", "gb2312")])
def test_an_html_table_named_xls_is_read(tmp_path: Path, encoding: str, charset: str) -> None:
    rows = [["工单编号", "标题"], ["1", "甲"], ["2", "乙 丙"]]
    path = writers.html(tmp_path / "网页.xls", rows, encoding=encoding, charset=charset)
    assert texts(path) == {"网页": rows}


def test_merged_cells_of_an_html_table_keep_the_columns_in_place(tmp_path: Path) -> None:
    path = tmp_path / "m.xls"
    path.write_text(
        "<table><tr><td colspan=3>明细</td></tr><tr><th>编号</th><th>标题</th><th>街道</th></tr>"
        "<tr><td>1</td><td>甲<br>乙</td><td rowspan=2>沙河镇</td></tr><tr><td>2</td><td>丙</td></tr></table>",
        encoding="utf-8",
    )
    assert texts(path)["m"] == [["明细"], ["编号", "标题", "街道"], ["1", "甲\n乙", "沙河镇"], ["2", "丙"]]


def test_a_spreadsheet_saved_as_xml_is_read(tmp_path: Path) -> None:
    rows = [["工单编号", "标题"], ["1", "甲"]]
    assert texts(writers.spreadsheet_xml(tmp_path / "x.xls", rows)) == {"工单": rows}


def test_print_forms_give_one_row_for_each_ticket(tmp_path: Path) -> None:
    tickets = [
        [
            ("工单编号", number(at)),
            ("来电人", "示例人"),
            ("派单人员", "甲"),
            ("联系方式", ""),
            ("主要内容", "第一段\n第二段"),
        ]
        for at in range(3)
    ]
    rows = texts(writers.forms(tmp_path / "打印.docx", tickets))["打印"]
    assert rows[0][:4] == ["工单编号", "来电人", "派单人员", "联系方式"]
    assert [row[0] for row in rows[1:]] == [number(0), number(1), number(2)]
    assert rows[1][-1] == "第一段\n第二段"


def refused(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        texts(path)
    assert "未导入" in caught.value.message
    assert caught.value.hint
    return caught.value.message


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return writers.xlsx(tmp_path / "book.xlsx", {"工单": [F, *[row_of(F, number(at)) for at in range(200)]]})


@pytest.mark.parametrize("content", [b"", b"\r\n \n", b"\xef\xbb\xbf", b"\0" * 4000])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "e.xlsx"
    path.write_bytes(content)
    assert "空" in refused(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="无法读取"):
        texts(tmp_path / "fehlt.xlsx")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path: Path, book: Path, share: float) -> None:
    old = writers.xls(tmp_path / "old.xls", {"工单": [F, *[row_of(F, number(at)) for at in range(200)]]})
    form = writers.forms(tmp_path / "form.docx", [[("工单编号", "1"), ("来电人", "甲")]])
    for source in (book, old, form):
        data = source.read_bytes()
        path = tmp_path / "t.bin"
        path.write_bytes(data[: int(len(data) * share)])
        assert "不完整" in refused(path)


def test_a_truncated_html_table_is_refused(tmp_path: Path) -> None:
    path = writers.html(tmp_path / "h.xls", ROWS)
    path.write_bytes(path.read_bytes()[:-60])
    assert "不完整" in refused(path)


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"%PDF-1.4\n\x00\x01\x02", random.Random(1).randbytes(4096)],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "n.xlsx"
    path.write_bytes(b"\x01" + content)
    assert "不是" in refused(path)


def test_a_zip_without_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "z.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", "x")
    assert "不是 Excel 工作簿" in refused(path)


def test_a_password_is_said_to_be_the_reason(tmp_path: Path, book: Path) -> None:
    assert "密码" in refused(writers.encrypted(tmp_path / "p.xlsx", book))
    old = writers.xls(tmp_path / "old.xls", {"工单": ROWS})
    data = bytearray(old.read_bytes())
    at = data.find(b"\xe1\x00\x02\x00") if b"\xe1\x00\x02\x00" in data else data.find(b"\x42\x00\x02\x00")
    data[at : at + 2] = b"\x2f\x00"
    old.write_bytes(data)
    assert "密码" in refused(old)


@pytest.mark.parametrize("entity", ['<!DOCTYPE x [<!ENTITY a "b">]>', '<!DOCTYPE x SYSTEM "file:///etc/hosts">'])
@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_xml_with_entities_is_refused(tmp_path: Path, book: Path, member: str, entity: str) -> None:
    writers.xlsx_shared(book, {"工单": ROWS})
    with zipfile.ZipFile(book) as made:
        data = made.read(member)
    body = data[data.find(b"?>") + 2 :] if data.startswith(b"<?xml") else data
    path = writers.with_member(tmp_path / "x.xlsx", book, member, b'<?xml version="1.0"?>' + entity.encode() + body)
    assert "实体" in refused(path)


def test_entities_in_other_xml_are_refused(tmp_path: Path) -> None:
    prolog = '<!DOCTYPE x [<!ENTITY a "b">]>'
    assert "实体" in refused(writers.spreadsheet_xml(tmp_path / "s.xls", ROWS, prolog=prolog))
    form = writers.forms(tmp_path / "f.docx", [[("工单编号", "1"), ("来电人", "甲")]])
    data = b'<?xml version="1.0"?>' + prolog.encode() + b"<x>&a;</x>"
    assert "实体" in refused(writers.with_member(tmp_path / "d.docx", form, "word/document.xml", data))


def read_or_refused(path: Path) -> bool:
    """Whether the file was read or refused with a sentence; any other error comes through."""
    try:
        return isinstance(texts(path), dict)
    except FileRefused as error:
        return bool(error.message)


MEASURE = """
import sys
from pathlib import Path
from app.base.errors import FileRefused
from app.files.readers.sheets import open_sheets
try:
    for sheet in open_sheets(Path(sys.argv[1])):
        print(sheet.name, sum(1 for _ in sheet.rows))
except FileRefused as error:
    print(error.message)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="resident memory is read from /proc")


def measured(path: Path) -> tuple[str, int]:
    """What was said, and the largest resident memory in MB, in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3]), "PYTHONIOENCODING": "utf-8"},
    )
    *said, peak = told.stdout.strip().split("\n")
    return "\n".join(said), int(peak)


@linux
@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/media/extra.bin"])
def test_a_decompression_bomb_is_refused_within_bounded_memory(tmp_path: Path, book: Path, member: str) -> None:
    said, peak = measured(writers.bomb(tmp_path / "b.xlsx", book, member, 3))
    assert "压缩炸弹" in said
    assert peak < 200


@linux
@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "word/document.xml"])
def test_a_bomb_that_lies_about_its_size_is_refused_too(tmp_path: Path, book: Path, member: str) -> None:
    source = book if member.startswith("xl") else writers.forms(tmp_path / "f.docx", [[("工单编号", "1")]])
    said, peak = measured(writers.bomb(tmp_path / "l.xlsx", source, member, 1.2, declared=40_000))
    assert "压缩炸弹" in said
    assert peak < 200


@linux
def test_one_stray_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    rows = [writers.inline_row(at, ["工单编号", "标题", str(at)]) for at in range(1, 6)]
    corner = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    book = writers.xlsx(tmp_path / "b.xlsx", {"工单": [["a"]]})
    path = writers.with_member(
        tmp_path / "s.xlsx", book, "xl/worksheets/sheet1.xml", writers.sheet_xml([*rows, corner])
    )
    said, peak = measured(path)
    assert said == "工单 5"
    assert peak < 150
    assert texts(path)["工单"][4] == ["工单编号", "标题", "5"]


@linux
def test_a_far_column_in_a_long_sheet_costs_nothing(tmp_path: Path) -> None:
    rows = [writers.inline_row(at, ["工单编号", "标题", str(at)]) for at in range(1, 30_001)]
    rows[4] = rows[4].replace("</row>", '<c r="XFD5" t="inlineStr"><is><t>x</t></is></c></row>')
    book = writers.xlsx(tmp_path / "b.xlsx", {"工单": [["a"]]})
    path = writers.with_member(tmp_path / "s.xlsx", book, "xl/worksheets/sheet1.xml", writers.sheet_xml(rows))
    said, peak = measured(path)
    assert said == "工单 30000"
    assert peak < 300
    numbers = [number for sheet in open_sheets(path) for number, _ in sheet.rows]
    assert numbers == list(range(1, 30_001))


@linux
def test_a_sheet_formatted_down_to_the_last_row_costs_nothing(tmp_path: Path) -> None:
    rows = [writers.inline_row(at, ["工单编号", "标题", str(at)]) for at in range(1, 51)]
    blank = "".join(f'<c r="{chr(65 + at)}@" s="0"/>' for at in range(4))
    rows += [f'<row r="{at}">{blank.replace("@", str(at))}</row>' for at in range(51, 1_048_577, 5)]
    book = writers.xlsx(tmp_path / "b.xlsx", {"工单": [["a"]]})
    path = writers.with_member(tmp_path / "s.xlsx", book, "xl/worksheets/sheet1.xml", writers.sheet_xml(rows))
    said, peak = measured(path)
    assert said == "工单 50"
    assert peak < 150


SOURCES: dict[str, bytes] = {}


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_refused_or_read_but_never_breaks(tmp_path: Path, data: st.DataObject) -> None:
    if not SOURCES:
        SOURCES.update(
            xlsx=writers.xlsx(tmp_path / "d.xlsx", {"工单": ROWS}).read_bytes(),
            shared=writers.xlsx_shared(tmp_path / "d2.xlsx", {"工单": ROWS}).read_bytes(),
            xls=writers.xls(tmp_path / "d.xls", {"工单": ROWS}).read_bytes(),
            docx=writers.forms(tmp_path / "d.docx", [[("工单编号", "1"), ("来电人", "甲")]]).read_bytes(),
        )
    content = bytearray(SOURCES[data.draw(st.sampled_from(sorted(SOURCES)))])
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged"
    path.write_bytes(content)
    assert read_or_refused(path)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400))
def test_any_bytes_are_refused_or_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bytes"
    path.write_bytes(content)
    assert read_or_refused(path)
