"""Files that once ended, swelled or slowed down the program, made anew: small, and read in every run of the tests."""

from __future__ import annotations

import struct
from functools import cache

from tests.fuzz.seeds import CALLS, HEADERS, seeds, workbook_of

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@cache
def files() -> dict[str, bytes]:
    """What is wrong with it → the content."""
    return {
        **{f"a cell at {where}": workbook_of(_cell(where)) for where in _FAR},
        "a row far away": workbook_of('<sheetData><row r="1000000000"><c r="A1"><v>1</v></c></row></sheetData>'),
        "a far cell covered by a far row": workbook_of(
            '<sheetData><row r="1"><c r="A900000"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
        ),
        "billions of texts declared": _strings(b'<sst uniqueCount="99999999999"><si><t>a</t></si></sst>'),
        "a text that is not there": workbook_of(
            '<sheetData><row r="1"><c r="A1" t="s"><v>99999</v></c></row></sheetData>'
        ),
        "a book that is no XML": workbook_of(_cell("A1"), book=b"<workbook"),
        "a book of another kind": workbook_of(_cell("A1"), book=b"<html><body>&nbsp;</body></html>"),
        "relations that are no XML": workbook_of(_cell("A1"), rels=b"\x00\xff<"),
        "a far blank tail and a broken book": workbook_of(_tail(), book=b"<workbook><sheets"),
        "a member that goes on behind its end": _longer_member(),
        "no sheet data": workbook_of(""),
        "an old workbook cut in half": seeds()["t.xls"][: len(seeds()["t.xls"]) // 2],
        "an old workbook with a billion sectors": _patched(44, 0x3FFFFFFF),
        "an old workbook with a billion tables": _patched(72, 0x7FFFFFFF),
        "an old workbook in a circle": _patched(48, 1),
        "a span of ²": "<table><tr><td colspan='²'>工单编号</td><td rowspan='①'>标题</td></tr></table>".encode(),
        "an index of 5000 digits": seeds()["xml.xls"].replace(b'Index="1"', b'Index="' + b"9" * 5000 + b'"'),
        "an index that is none": seeds()["xml.xls"].replace(b'Index="2"', 'Index="²"'.encode()),
        "a text with zeros": seeds()["t.csv"].replace(b",", b"\0,"),
        "two encodings in one text": ",".join(HEADERS).encode() + b"\r\n" + "热线,标题".encode("gb18030") + b"\xff\xff",
        "a quote never closed": ("\r\n".join([",".join(HEADERS), '"' + "长\n" * 3000])).encode(),
        "a call of 400 digits": _calls("9" * 400),
        "a call of 5000 hours": _calls("9" * 5000 + "小时"),
        "a call of ² minutes": _calls("²分"),
        "nothing but zeros": bytes(5000),
        "a word file without words": seeds()["t.docx"][:300],
    }


@cache
def macros() -> dict[str, bytes]:
    """Documents that carry programs, in every age of the formats."""
    return {
        "an old document": _OLE + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(40) + _entry("Macros"),
        "an old workbook": _OLE + bytes(504) + "Workbook".encode("utf-16-le") + bytes(48) + _entry("_VBA_PROJECT_CUR"),
        "an old workbook in small letters": _OLE
        + bytes(504)
        + "Workbook".encode("utf-16-le")
        + _entry("_vba_project_cur"),
        "an old presentation": _OLE + bytes(504) + "PowerPoint Document".encode("utf-16-le") + _entry("VBA"),
        "a workbook of commands": _command_sheet(),
    }


_FAR = ("E1000000000", "XFD1048576", "ZZZZZ2", "A99999999999999999999", "XFE1", "A0", "AAAAAAAAAAAA1")


def _cell(where: str) -> str:
    return (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="2"><c r="{where}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )


def _tail() -> str:
    blank = "".join(f'<row r="{at}" ht="15" customHeight="1" spans="1:25"/>' for at in range(2, 400_000))
    return f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{blank}</sheetData>'


def _strings(table: bytes) -> bytes:
    return workbook_of(_cell("A2"), strings=table)


def _patched(at: int, value: int) -> bytes:
    body = bytearray(seeds()["t.xls"])
    struct.pack_into("<I", body, at, value)
    return bytes(body)


def _longer_member() -> bytes:
    """A document whose table of contents gives every packed member more bytes than its stream has."""
    body = bytearray(seeds()["t.docx"])
    at = body.find(b"PK\x01\x02")
    while at >= 0:
        (packed,) = struct.unpack_from("<I", body, at + 20)
        struct.pack_into("<I", body, at + 20, packed + 4000)
        at = body.find(b"PK\x01\x02", at + 4)
    return bytes(body)


def _calls(length: str) -> bytes:
    return "\n".join(
        ",".join(row) for row in [CALLS[0], ("2026-11-22 10:00:00", "13800000000", "接通", length)]
    ).encode()


def _entry(name: str) -> bytes:
    """An entry of a compound file's directory: a storage of this name."""
    spelled = name.encode("utf-16-le")
    return spelled.ljust(64, b"\0") + struct.pack("<HBB", len(spelled) + 2, 1, 1) + bytes(60)


def _command_sheet() -> bytes:
    """An old workbook whose first sheet is one of commands: the kind of a sheet stands six bytes behind its length."""
    body = bytearray(seeds()["t.xls"])
    at = body.find(b"\x85\0", 512)
    while body[at + 8] > 2 or body[at + 9] or body[at + 3]:
        at = body.find(b"\x85\0", at + 1)
    body[at + 9] = 1
    return bytes(body)
