"""Special files in the place of evidence, or named by a command, are refused at once and hold nobody up."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.base.errors import FileRefused, Refused
from app.base.people import Person, Role
from app.desk.evidence import acts as evidence_acts
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import check as exclusion_check
from app.desk.exclusion import files as exclusion_files
from app.desk.law import versions
from app.desk.shared.text_files import read_text_file
from app.files.shared.copies import place_of

LEAD = Person("班长乙", Role.SHIFT_LEAD)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2 << 40)


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("put", [pipe, device, huge, folder])
def test_evidence_that_was_exchanged_is_damaged_and_the_check_goes_on(desk, take_in, tmp_path, put):
    proof = tmp_path / "立案通知书.pdf"
    proof.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n")
    made = exclusion_acts.create(
        desk, person=LEAD, ticket_id=take_in(), major="涉法涉诉", minor="公安机关已立案", statement="已立案。"
    ).result
    file = exclusion_files.add_file(desk, person=LEAD, exclusion_id=made, path=proof, kind="立案通知书").result
    with desk.register.reading() as stores:
        (row,) = stores.exclusion_files.of(made)
    place = place_of(desk.folder.evidence, row.hash)
    assert evidence_acts.damaged(desk) == []
    place.unlink()
    put(place)
    try:
        assert [one.digest for one in evidence_acts.damaged(desk)] == [row.hash]
        with pytest.raises(Refused, match="丢失或被改动"):
            exclusion_files.state_file(desk, person=LEAD, file_id=file, kind="立案通知书")
        report = exclusion_check.check(desk, exclusion_id=made)
        assert any("已丢失或被改动" in line.reason for line in report.lines)
        with pytest.raises(Refused, match="材料核验没有通过"):
            exclusion_acts.save(desk, person=LEAD, exclusion_id=made, version=None, fields={}, submit=True)
    finally:
        place.rmdir() if place.is_dir() else place.unlink()


@pytest.mark.parametrize("put", [pipe, device, huge, folder])
def test_a_text_file_that_a_command_names_is_a_file_of_bearable_size(desk, tmp_path, put):
    path = tmp_path / "文件"
    put(path)
    with pytest.raises(FileRefused, match="没有存入"):
        read_text_file(path, at_most=1 << 20, what="情况说明", undone="没有存入")
    with pytest.raises(FileRefused, match="没有试算"):
        versions.what_if(desk, path=path)
