"""Damaged .xls files that would make the reader ask for more memory than there is are refused before it sees them."""

from __future__ import annotations

import random
import struct

import pytest

from app.base.errors import FileRefused
from app.files.readers.compound import check_compound
from app.files.readers.sheets import open_sheets
from tests.corpus import headers, writers

_TABLE = 512


@pytest.fixture
def path(tmp_path):
    rows = [headers.A, *(headers.row_of(headers.A, headers.number(at)) for at in range(40))]
    return writers.xls(tmp_path / "工单.xls", {"工单": rows})


def record(data: bytes, kind: int) -> int:
    """Where the body of the first record of this kind begins."""
    at = data.index(b"\x09\x08")
    while at < len(data):
        found, length = struct.unpack_from("<HH", data, at)
        if found == kind:
            return at + 4
        at += 4 + length
    raise AssertionError(kind)


def refuse(path, data: bytearray) -> None:
    path.write_bytes(data)
    with pytest.raises(FileRefused, match="不完整或已损坏"):
        list(open_sheets(path))


def test_a_sound_workbook_passes(path):
    check_compound(path.read_bytes())
    (sheet,) = open_sheets(path)
    assert (sheet.name, sum(1 for _ in sheet.rows)) == ("工单", 41)


def test_a_chain_of_sectors_that_bites_its_tail_is_refused(path):
    data = bytearray(path.read_bytes())
    table = _TABLE + 512 * struct.unpack_from("<I", data, 76)[0]
    for at in range(table, table + 512, 4):
        if struct.unpack_from("<I", data, at)[0] == 0xFFFFFFFE:
            struct.pack_into("<I", data, at, 0)
    refuse(path, data)


def test_a_chain_that_leaves_the_file_is_refused(path):
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, 48, 0x00FFFFFF)
    refuse(path, data)


def test_a_list_of_tables_that_bites_its_tail_is_refused(path):
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, 68, 0)
    data[512 + 508 : 512 + 512] = struct.pack("<I", 0)
    refuse(path, data)


@pytest.mark.parametrize(
    ("kind", "offset", "form", "value"),
    [
        (0x00FC, 4, "<I", 0x7FFFFFFF),  # shared strings announced
        (0x0200, 4, "<I", 0x7FFFFFFF),  # the last row a sheet claims
        (0x00FD, 2, "<H", 0xFFF0),  # the column of a text cell
    ],
)
def test_a_workbook_that_announces_more_than_there_can_be_is_refused(path, kind, offset, form, value):
    data = bytearray(path.read_bytes())
    struct.pack_into(form, data, record(data, kind) + offset, value)
    refuse(path, data)


def test_a_stream_longer_than_the_file_is_refused(path):
    data = bytearray(path.read_bytes())
    at = data.index("Workbook".encode("utf-16-le"))
    struct.pack_into("<I", data, at + 120, 0x7FFFFFFF)
    refuse(path, data)


def test_whatever_is_damaged_a_file_is_read_or_refused_and_nothing_else(path):
    sound = path.read_bytes()
    chance = random.Random(23)
    for _ in range(150):
        data = bytearray(sound)
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        try:
            for sheet in open_sheets(path):
                assert sum(1 for _ in sheet.rows) < 70_000
        except FileRefused as refused:
            assert refused.message  # noqa: PT017 - both ends are right, no third one
