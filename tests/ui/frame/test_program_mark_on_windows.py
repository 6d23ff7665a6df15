"""On Windows the task bar is told the program's own name, else it shows the mark of python.exe."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace

import pytest

from tests.support.windows import windows_side


def test_the_program_names_itself_once(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=named.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=shell), raising=False)
    windows_side("app.ui.frame.program_mark", monkeypatch).name_program()
    assert named == ["jiesu-desk"]
