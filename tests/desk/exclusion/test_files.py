"""Evidence of an application: known by content; whatever is hostile is refused in words and nothing of it stays."""

from __future__ import annotations

import os
import shutil

import pytest

from app.base.errors import EnvironmentFault, FileRefused, Refused
from app.base.people import Person
from app.desk.evidence import acts as evidence_acts
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import files as exclusion_files
from app.desk.exclusion import reads as exclusion_reads
from tests.corpus import evidence as made
from tests.desk.conftest import beijing

OPERATOR = Person("值班员甲")


@pytest.fixture
def case(desk, take_in):
    ticket = take_in()
    return exclusion_acts.create(desk, person=OPERATOR, ticket_id=ticket, major="商户情况", minor="失联").result


@pytest.fixture
def add(desk, case, tmp_path):
    def put(name: str, content: bytes, **said):
        path = made.written(tmp_path / name, content)
        return exclusion_files.add_file(desk, person=OPERATOR, exclusion_id=case, path=path, **said).result

    return put


def stored(desk):
    return [path for path in desk.folder.evidence.rglob("*") if path.is_file()]


def files(desk, case):
    return exclusion_reads.detail(desk, exclusion_id=case).files


def lines(desk, case):
    return {line.rule: line for line in exclusion_reads.detail(desk, exclusion_id=case).report.lines}


def nothing_stored(desk, case):
    with desk.register.reading() as stores:
        return stored(desk) == [] and files(desk, case) == () and stores.evidence.every() == []


def test_a_pictures_size_time_and_place_are_read_from_itself(desk, case, add):
    add("现场.jpg", made.photo(), kind="带时间地点的现场照片", stated_place="别处")
    (file,) = files(desk, case)
    assert (file.format, file.width, file.height, file.stated) == ("jpg", 1280, 960, False)
    assert (file.taken_at, file.taken_place) == (beijing("2026-11-22T10:05:00"), "北纬 40.07000°，东经 116.33000°")


def test_without_exif_time_and_place_are_stated_and_said_to_be(desk, case, add):
    file_id = add("现场.png", made.png(), kind="带时间地点的现场照片")
    assert not lines(desk, case)["taken:1"].settled
    assert not lines(desk, case)["place:1"].settled
    said = {"kind": "带时间地点的现场照片", "stated_at": beijing("2026-11-23T01:00:00"), "stated_place": "某某大厦一层"}
    exclusion_files.state_file(desk, person=OPERATOR, file_id=file_id, **said)
    (file,) = files(desk, case)
    assert (file.stated, file.taken_place) == (True, "某某大厦一层")
    assert lines(desk, case)["taken:1"].settled
    assert lines(desk, case)["place:1"].settled


def test_the_content_decides_and_not_the_name(desk, case, add):
    add("截图.jpg", made.png(), kind="公示截图")
    add("公示.jpg", made.pdf(), kind="公示截图")
    assert [file.format for file in files(desk, case)] == ["png", "pdf"]


def test_the_same_content_is_taken_once_and_named_where_it_is_used_elsewhere(desk, case, add, take_in, tmp_path):
    photo = made.photo(serial=7)
    add("一.jpg", photo, kind="带时间地点的现场照片")
    with pytest.raises(Refused, match="内容相同"):
        add("二.jpg", photo)
    other = take_in("热线-261123-000777")
    twin = exclusion_acts.create(desk, person=OPERATOR, ticket_id=other, major="商户情况", minor="失联").result
    exclusion_files.add_file(
        desk, person=OPERATOR, exclusion_id=twin, path=tmp_path / "一.jpg", kind="带时间地点的现场照片"
    )
    line = lines(desk, case)["elsewhere:1"]
    assert (line.stops, line.reason) == (True, "同一文件也用在 热线-261123-000777")


HOSTILE = {
    "zip bomb": ("照片.docx", made.bomb, "压缩炸弹"),
    "a bomb that calls itself a picture": ("照片.jpg", made.bomb, "压缩炸弹"),
    "a program renamed": ("照片.jpg", lambda: b"MZ\x90\0" + bytes(200), "程序"),
    "a Linux program": ("照片.png", lambda: b"\x7fELF\2\1\1" + bytes(200), "程序"),
    "a script": ("照片.pdf", lambda: b"#!/bin/sh\nrm -rf\n", "程序"),
    "a web page": ("合同.pdf", lambda: b"<!DOCTYPE html><html></html>", "网页"),
    "nothing in it": ("空.jpg", lambda: b"", "空的"),
    "an archive": ("材料.zip", lambda: made.zipped({"../../x.jpg": b"x"}), "压缩包"),
    "macros": ("表.xlsx", lambda: made.zipped({"xl/workbook.xml": b"", "xl/vbaProject.bin": b"x"}), "宏"),
    "half an archive": ("表.xlsx", lambda: made.xlsx()[:60], "不完整"),
    "a phone's picture that the platform cannot open": ("照片.jpg", lambda: b"\0\0\0\x20ftypheic" + bytes(64), "HEIC"),
    "plain bytes": ("照片.jpg", lambda: b"made up words", "不是可以用作材料的文件"),
    "a picture of a billion pixels": ("照片.png", lambda: made.png(60_000, 60_000), "压缩炸弹"),
    "an old container that is no document": ("x.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "不是"),
}


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_evidence_is_refused_in_words_and_leaves_nothing(desk, case, add, said):
    name, content, words = HOSTILE[said]
    with pytest.raises(FileRefused, match=words):
        add(name, content())
    assert nothing_stored(desk, case)


def test_half_a_gigabyte_is_refused_before_it_is_copied(desk, case, tmp_path):
    path = tmp_path / "录像.mp4"
    with path.open("wb") as file:
        file.truncate(500 << 20)
    with pytest.raises(FileRefused, match="文件太大（500"):
        exclusion_files.add_file(desk, person=OPERATOR, exclusion_id=case, path=path)
    assert nothing_stored(desk, case)


@pytest.mark.parametrize("name", ["长" * 300 + ".jpg", "x" * 300, "../../没有/../没有.jpg", "带\0零.jpg", ""])
def test_a_name_that_cannot_be_is_refused_with_a_sentence(desk, case, tmp_path, name):
    with pytest.raises(Refused, match="没有存入"):
        exclusion_files.add_file(desk, person=OPERATOR, exclusion_id=case, path=tmp_path / name)
    assert nothing_stored(desk, case)


def test_a_path_that_climbs_is_stored_under_its_last_name_alone(desk, case, tmp_path):
    made.written(tmp_path / "照片.jpg", made.jpeg())
    (tmp_path / "内").mkdir()
    path = tmp_path / "内" / ".." / "照片.jpg"
    exclusion_files.add_file(desk, person=OPERATOR, exclusion_id=case, path=path)
    assert [file.name for file in files(desk, case)] == ["照片.jpg"]
    assert all(path.is_relative_to(desk.folder.evidence) for path in stored(desk))


def test_a_pipe_is_not_waited_for(desk, case, tmp_path):
    path = tmp_path / "管道.jpg"
    os.mkfifo(path)
    with pytest.raises(Refused, match="不是文件"):
        exclusion_files.add_file(desk, person=OPERATOR, exclusion_id=case, path=path)


def test_a_failed_transaction_takes_its_copy_away_again(desk, case, tmp_path, monkeypatch):
    def full(*_args, **_named):
        raise EnvironmentFault("磁盘空间不足")

    monkeypatch.setattr(exclusion_files, "write_line", full)
    path = made.written(tmp_path / "现场.jpg", made.jpeg())
    with pytest.raises(EnvironmentFault):
        exclusion_files.add_file(desk, person=OPERATOR, exclusion_id=case, path=path)
    assert nothing_stored(desk, case)


def test_a_file_taken_out_stays_in_the_store_and_its_answers_go(desk, case, add):
    first = add("现场.png", made.png(), kind="公示截图")
    add("坏.jpg", made.jpeg(whole=False), kind="公示截图")
    assert lines(desk, case)["readable:2"].reason == "图片不完整，结尾缺失"
    digest = exclusion_files.remove_file(desk, person=OPERATOR, file_id=first).result
    assert evidence_acts.path_of(desk, digest=digest).exists()
    assert [file.position for file in files(desk, case)] == [2]


def test_a_file_that_was_damaged_in_the_folder_fails_the_check(desk, case, add):
    add("现场.jpg", made.photo(), kind="带时间地点的现场照片")
    (path,) = stored(desk)
    path.write_bytes(b"changed")
    assert "被改动" in lines(desk, case)["readable:1"].reason
    shutil.rmtree(path.parent)
    assert lines(desk, case)["readable:1"].stops
