"""Files are copied in before the transaction, noted within it, and leave nothing behind when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.base.errors import FileRefused, Refused
from app.desk.evidence import acts as evidence_acts
from app.desk.evidence import attachments
from tests.desk.conftest import OPERATOR


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / name for name in ("函.pdf", "照片.jpg")]
    for path in made:
        path.write_bytes(b"%PDF-1.4 " + path.name.encode() + b" %%EOF")
    return made


def _stored(desk) -> list[Path]:
    return [path for path in desk.folder.evidence.rglob("*") if path.is_file()]


def test_each_path_is_taken_in_once_in_the_order_given(desk, files):
    with attachments.taken_in(desk, [*files, str(files[0])]) as taken, desk.register.writing() as stores:
        kept = attachments.keep(desk, stores, OPERATOR, taken)
    assert [file.name for file in kept] == ["函.pdf", "照片.jpg"]
    assert [evidence_acts.path_of(desk, digest=file.digest).read_bytes() for file in kept] == [
        path.read_bytes() for path in files
    ]


def test_names_are_added_to_those_that_stand_and_none_comes_twice(desk, files):
    with attachments.taken_in(desk, files) as taken:
        assert attachments.joined(("旧.doc", "函.pdf"), taken) == ("旧.doc", "函.pdf", "照片.jpg")


def test_a_file_that_is_not_there_is_refused_at_the_field_and_none_is_copied(desk, files, tmp_path):
    with (
        pytest.raises(Refused, match="没有这个") as caught,
        attachments.taken_in(desk, [*files, tmp_path / "没有这个.pdf"], field="files"),
    ):
        pytest.fail("the block is not entered")
    assert caught.value.field == "files"
    assert _stored(desk) == []


def test_when_one_of_them_is_empty_or_the_block_fails_no_copy_remains(desk, files, tmp_path):
    empty = tmp_path / "空.pdf"
    empty.touch()
    with pytest.raises(FileRefused), attachments.taken_in(desk, [*files, empty]):
        pytest.fail("the block is not entered")
    with pytest.raises(RuntimeError), attachments.taken_in(desk, files):
        raise RuntimeError
    assert _stored(desk) == []
