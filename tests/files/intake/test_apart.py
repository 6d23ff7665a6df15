from __future__ import annotations

import itertools

import pytest

from app.base.errors import FileRefused
from app.files.intake import apart
from app.files.intake.apart import ApartStream, Asked, worth_a_process
from app.files.intake.drafts import read_drafts
from app.rules.intake.drafts import TicketDraft
from tests.benchmarks.made_up import write_workbook


def stream(path, clock, **named):
    return ApartStream(Asked(path, clock.now(), {}, named))


def test_a_file_read_apart_gives_what_it_gives_read_here(tmp_path, clock):
    path = tmp_path / "export.xlsx"
    write_workbook(path, 900)
    apart_stream, here = stream(path, clock), read_drafts(path, now=clock.now())
    found = list(apart_stream)
    assert all(item.document for item in found if isinstance(item, TicketDraft))
    for item in found:
        item.document = ""
    assert found == list(here)
    assert (apart_stream.rows, apart_stream.kind) == (here.rows, here.kind) == (900, here.kind)


def test_a_refusal_crosses_the_border_with_its_sentence_and_hint(tmp_path, clock):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(FileRefused) as refused:
        list(stream(path, clock))
    with pytest.raises(FileRefused) as here:
        list(read_drafts(path, now=clock.now()))
    assert (refused.value.message, refused.value.hint) == (here.value.message, here.value.hint)


def test_leaving_early_ends_the_reading_process(tmp_path, clock):
    path = tmp_path / "export.xlsx"
    write_workbook(path, 5000)
    items = iter(stream(path, clock))
    assert len(list(itertools.islice(items, 10))) == 10
    items.close()


def test_a_reading_process_that_dies_is_said_in_a_sentence(tmp_path, clock, monkeypatch):
    path = tmp_path / "export.xlsx"
    write_workbook(path, 10)
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    with pytest.raises(FileRefused, match="读取中断"):
        list(stream(path, clock))


def test_only_large_files_are_worth_a_process(tmp_path):
    small = tmp_path / "small.xlsx"
    small.write_bytes(b"x")
    assert not worth_a_process(small)
    assert not worth_a_process(tmp_path / "missing.xlsx")
    small.write_bytes(b"x" * apart.WORTH_A_PROCESS)
    assert worth_a_process(small)
