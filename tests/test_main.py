"""The program starts itself as the reading process by a hidden argument, as it must when it is bundled."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from app.files.apart import command, messages
from app.files.apart.command import READER_ARGUMENT, reader_command
from app.files.apart.requests import Digest


def test_a_bundled_program_is_its_own_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader_command() == [sys.executable, "-m", "app", READER_ARGUMENT]
    monkeypatch.setattr(command.sys, "frozen", True, raising=False)
    assert reader_command() == [sys.executable, READER_ARGUMENT]


def test_the_reading_process_loads_neither_qt_nor_the_register_and_answers(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b")
    # What a bundled program does at its start: the entry point sees the hidden argument, nothing else is loaded.
    program = (
        "import sys, atexit; from app.__main__ import main;"
        "atexit.register(lambda: print([name for name in ('PySide6', 'sqlalchemy', 'click', 'app.bootstrap',"
        " 'app.desk') if name in sys.modules], file=sys.__stderr__)); main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, READER_ARGUMENT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        messages.send(process.stdin, messages.ASK, pickle.dumps(Digest(tmp_path / "a.csv")))
        kinds = []
        while not kinds or kinds[-1][0] not in messages.FINAL:
            received = messages.receive(process.stdout)
            assert received is not None
            kinds.append(received)
        process.stdin.close()
        assert process.stderr.read().strip() == b"[]"
    assert kinds[0][0] == messages.OPENED
    assert len(pickle.loads(kinds[-1][1])) == 64
