"""Nothing that a file holds ends, swells or slows down the program, or passes the door as anything but a refusal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from app.base.errors import DeskError, FileRefused
from app.files.apart import answers
from app.files.apart.limits import Limits
from app.files.readers.sniffing import sniff
from app.files.shared.door import ForeignFault, only_refusals
from tests.corpus import hostile
from tests.fuzz.readers import LARGE, SLOW, fuzz, read_forked, requests_for


@pytest.mark.parametrize("wrong", hostile.files())
def test_a_file_that_once_did_harm_is_read_or_refused_soon_and_in_little_memory(wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "t.bin"
    path.write_bytes(hostile.files()[wrong])
    limits = Limits()
    for request in requests_for(path, "t.bin"):
        (outcome,) = read_forked([request], limits)
        assert outcome.words in {"read", "refused"}, (request, outcome)
        assert outcome.seconds < SLOW
        assert outcome.memory < LARGE


def test_damage_at_random_brings_about_nothing_but_refusals() -> None:
    results = fuzz(300, seed=20261123)
    assert set(+results.outcomes) <= {"read", "refused"}, results.words()


@pytest.mark.parametrize("kind", hostile.macros())
def test_a_document_with_programs_is_refused_whatever_its_age(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "材料.doc"
    path.write_bytes(hostile.macros()[kind])
    with pytest.raises(FileRefused, match="含有宏"):
        sniff(path)


@pytest.mark.parametrize("error", [MemoryError(), RecursionError(), ValueError("13800000000"), KeyError("x")])
def test_the_door_lets_refusals_through_and_names_a_fault_without_its_words(error: Exception) -> None:
    with pytest.raises(ForeignFault) as fault, only_refusals(undone="未导入"):
        raise error
    assert "13800000000" not in fault.value.trace + str(fault.value)
    assert fault.value.trace.startswith(type(error).__name__)
    with pytest.raises(DeskError, match="自己的"), only_refusals(undone="未导入"):
        raise DeskError("自己的")


def test_a_row_too_long_for_the_desk_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LONGEST", 100)
    batches = answers._Batches(io.BytesIO(), lambda rows: b"x" * 200, None)
    batches.add("row")
    with pytest.raises(FileRefused, match="一行内容过多"):
        batches.flush()
