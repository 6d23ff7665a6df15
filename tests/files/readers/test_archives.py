"""Zipped files: what is damaged anywhere is refused in words, never with a traceback."""

from __future__ import annotations

import random
import struct

import pytest

from app.base.errors import FileRefused
from app.files.readers.archives import Archive
from app.files.readers.sheets import open_sheets
from tests.corpus import headers, writers

_DIRECTORY = b"PK\x01\x02"


@pytest.fixture
def path(tmp_path):
    return writers.xlsx(tmp_path / "工单.xlsx", {"工单": [headers.A, headers.row_of(headers.A, "甲")]})


@pytest.mark.parametrize(
    ("offset", "form", "value"),
    [
        (6, "<H", 139),  # a version no program knows
        (42, "<I", 0x7FFFFFFF),  # the member begins behind the end
        (20, "<I", 0x00FFFFFF),  # the packed size is longer than the file
        (8, "<H", 1),  # the member is said to be encrypted
        (10, "<H", 99),  # an unknown way of packing
    ],
)
def test_a_directory_entry_that_lies_is_refused(path, offset, form, value):
    data = bytearray(path.read_bytes())
    at = data.index(_DIRECTORY)
    while at >= 0:
        struct.pack_into(form, data, at + offset, value)
        at = data.find(_DIRECTORY, at + 4)
    path.write_bytes(data)
    with pytest.raises(FileRefused):
        list(open_sheets(path))


def test_bytes_put_in_before_the_directory_are_refused_or_read_through(path):
    data = path.read_bytes()
    at = data.rindex(b"PK\x05\x06")
    struct_end = bytearray(data[at:])
    struct.pack_into("<I", struct_end, 16, 0xFFFF)
    path.write_bytes(data[:at] + struct_end)
    with pytest.raises(FileRefused):
        list(open_sheets(path))


def test_whatever_is_damaged_a_file_is_read_or_refused_and_nothing_else(path):
    sound = path.read_bytes()
    chance = random.Random(23)
    read = 0
    for _ in range(200):
        data = bytearray(sound)
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        try:
            read += sum(1 for sheet in open_sheets(path) for _ in sheet.rows)
        except FileRefused:
            continue
    assert read > 0


def test_an_archive_lets_go_of_its_file_when_it_refuses(path):
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(FileRefused):
        Archive(path)
    path.unlink()
