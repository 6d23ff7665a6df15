from __future__ import annotations

import itertools
import os
import socket
import sys
import threading

import pytest

from app.base.errors import EnvironmentFault, FileRefused, Refused
from app.files.apart import process, reader
from app.files.apart.reader import Reader
from app.files.intake.drafts import read_drafts
from app.files.intake.previewing import preview_file
from app.rules.intake.drafts import TicketDraft
from app.rules.intake.formats import Learned
from tests.benchmarks.made_up import write_workbook

LOST = "读取程序中途停止"


@pytest.fixture(scope="module")
def warm():
    made = Reader()
    yield made
    made.close()


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "export.xlsx"
    write_workbook(path, 900)
    return path


def tickets(warm, path, clock, **options):
    return warm.tickets(path, now=clock.now(), learned=Learned(), named={}, **options)


def test_a_file_read_apart_gives_what_it_gives_read_here(warm, export, clock):
    apart, here = tickets(warm, export, clock), read_drafts(export, now=clock.now())
    found = list(apart)
    assert any(item.document for item in found if isinstance(item, TicketDraft))
    for item in found:
        item.document = ""
    assert found == list(here)
    assert (apart.rows, apart.kind) == (here.rows, here.kind) == (900, here.kind)
    shown = warm.preview(export, now=clock.now(), learned=Learned(), named={})
    assert shown == preview_file(export, now=clock.now())


def test_a_refusal_crosses_the_border_with_its_sentence_and_hint(warm, tmp_path, clock):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(FileRefused) as refused:
        list(tickets(warm, path, clock))
    with pytest.raises(FileRefused) as here:
        list(read_drafts(path, now=clock.now()))
    assert (refused.value.message, refused.value.hint) == (here.value.message, here.value.hint)


def test_one_process_answers_one_request_after_the_other(export, clock):
    mine = Reader()
    mine.digest(export)
    (first,) = mine._warm
    list(tickets(mine, export, clock))
    assert mine._warm == [first]
    mine.close()
    assert not first.usable


def test_leaving_early_ends_the_process_and_the_next_request_has_a_new_one(export, clock):
    mine = Reader()
    items = iter(tickets(mine, export, clock))
    assert len(list(itertools.islice(items, 10))) == 10
    items.close()
    assert mine._warm == []
    assert len(list(tickets(mine, export, clock))) == 900
    mine.close()


def test_a_process_that_ended_of_idleness_is_replaced_unseen(export):
    mine = Reader()
    expected = mine.digest(export)
    (idle,) = mine._warm
    idle._input.close()  # it ends as it does after five minutes
    idle._process.wait()
    assert mine.digest(export) == expected
    mine.close()


def test_two_requests_at_once_do_not_wait_for_each_other(export, clock):
    mine = Reader()
    items = iter(tickets(mine, export, clock))
    next(items)
    asked = threading.Thread(target=mine.digest, args=(export,))
    asked.start()
    asked.join(20)
    assert not asked.is_alive()
    items.close()
    mine.close()


def test_a_process_that_dies_is_a_refusal_with_what_to_do(export, clock, monkeypatch):
    monkeypatch.setattr(process, "reader_command", lambda: [sys.executable, "-c", "import os; os.abort()"])
    mine = Reader()
    with pytest.raises(FileRefused, match=LOST) as refused:
        list(tickets(mine, export, clock))
    assert "另存为" in refused.value.hint
    mine.close()


def test_a_process_that_says_nothing_or_nonsense_is_given_up(export, clock, monkeypatch):
    monkeypatch.setattr(process, "OPENING", 0.3)
    mine = Reader()
    for program, sentence in (
        ("import time; time.sleep(60)", "没有回应"),
        ("print('x' * 1000, flush=True); import time; time.sleep(60)", "没有回应"),
    ):
        monkeypatch.setattr(process, "_END_SECONDS", 0.2)
        monkeypatch.setattr(process, "reader_command", lambda program=program: [sys.executable, "-c", program])
        with pytest.raises(FileRefused, match=sentence):
            list(tickets(mine, export, clock))
    mine.close()


def test_a_person_who_cancels_does_not_wait_for_the_first_row(export, clock, monkeypatch):
    monkeypatch.setattr(process, "reader_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])

    def stop():
        raise Refused("导入已取消")

    mine = Reader()
    with pytest.raises(Refused, match="已取消"):
        list(tickets(mine, export, clock, waiting=stop))
    mine.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_a_socket_a_device_and_a_folder_are_refused_at_once(warm, tmp_path, clock):
    os.mkfifo(tmp_path / "pipe.xlsx")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s.csv"))
        for path in (tmp_path / "pipe.xlsx", tmp_path / "s.csv", reader.Path("/dev/zero"), tmp_path):
            for ask in (warm.digest, lambda one: list(tickets(warm, one, clock))):
                with pytest.raises(FileRefused, match="不是普通文件"):
                    ask(path)
    assert warm.missing((tmp_path, tmp_path / "pipe.xlsx")) == (tmp_path, tmp_path / "pipe.xlsx")


@pytest.mark.parametrize("name", ["有\0零.xlsx", "长" * 300 + ".xlsx", "没有.xlsx"])
def test_a_name_that_no_file_can_have_is_refused(warm, tmp_path, name):
    with pytest.raises(FileRefused, match="无法读取"):
        warm.digest(tmp_path / name)


def test_a_copy_is_made_apart_and_its_refusals_are_those_of_the_desk(warm, export, tmp_path):
    digest, size = warm.copy(export, tmp_path / "copy", 1 << 20)
    assert (digest, size) == (warm.digest(export), export.stat().st_size)
    with pytest.raises(FileRefused, match="太大"):
        warm.copy(export, tmp_path / "copy2", 100)
    with pytest.raises(EnvironmentFault, match="无法写入"):
        warm.copy(export, tmp_path / "no" / "copy", 1 << 20)
