"""Every command with `--out` keeps to the same rule: nothing in the data folder, nothing replaced unasked."""

from __future__ import annotations

import importlib
import os
import pty
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from app.base.errors import AlreadyThere, Refused
from app.base.log import stop_log
from app.base.paths import DataFolder
from app.bootstrap import main as run_program
from app.cli.program import COMMANDS, main
from app.cli.shared import writing
from app.cli.shared.writing import with_question
from tests.support.registers import copy_empty_register

# What each command with --out needs besides it. A new command must be listed here to be tried below.
ARGUMENTS: dict[tuple[str, ...], list[str]] = {
    ("backup",): [],
    ("day-log",): ["--date", "2026-11-23"],
    ("demo",): [],
    ("dossier", "export"): ["热线-1"],
    ("event", "end"): ["1", "--result", "全部退费"],
    ("event", "report"): ["1"],
    ("handover",): [],
    ("obligations",): ["--month", "2026-11"],
    ("office-sheets", "out"): [],
    ("ranking", "objections"): ["--period", "assess:2026-11"],
    ("roster", "export"): ["--from", "2026-11-23", "--to", "2026-11-24"],
    ("report",): ["rates", "--of", "assess:2026-11"],
}
FOLDERS = {("demo",), ("dossier", "export"), ("obligations",), ("office-sheets", "out")}
# Papers have one ending only, which no file of the register has.
PAPERS = {("event", "end"), ("event", "report")}


def _walk(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _walk(command, (*path, name))
        else:
            yield (*path, name), command


def _with_out() -> dict[tuple[str, ...], click.Command]:
    for module in set(COMMANDS.values()):
        importlib.import_module(f"app.cli.{module}")
    return {path: command for path, command in _walk(main) if any("--out" in option.opts for option in command.params)}


def test_every_command_with_out_is_tried_here_and_has_force() -> None:
    commands = _with_out()
    assert set(commands) == set(ARGUMENTS)
    for path, command in commands.items():
        assert any("--force" in option.opts for option in command.params), path


@dataclass
class Said:
    code: int
    err: str


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with an empty register that was opened before."""
    copy_empty_register(DataFolder(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def run(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Said]]:
    """Runs a command in this process, away from any terminal: `run(command, *arguments)`."""
    monkeypatch.setattr(writing, "_is_terminal", lambda: False)

    def call(*command: str) -> Said:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run_program(["--data", str(data), *command])
        return Said(int(ended.value.code or 0), capsys.readouterr().err)

    yield call
    stop_log()


@pytest.mark.parametrize("command", list(ARGUMENTS), ids=" ".join)
def test_nothing_is_written_into_the_data_folder(
    data: Path, run: Callable[..., Said], command: tuple[str, ...]
) -> None:
    run("tickets")
    before = (data / "desk.sqlite3").read_bytes()
    out = data / ("new" if command in FOLDERS else "new.docx" if command in PAPERS else "desk.sqlite3")
    said = run(*command, *ARGUMENTS[command], "--out", str(out), "--force")
    assert said.code == 1
    assert "数据文件夹" in said.err or "登记库的文件" in said.err, said.err
    assert (data / "desk.sqlite3").read_bytes() == before
    assert list(data.glob("new*")) == []


def test_without_a_terminal_an_older_file_stays_and_the_refusal_names_force(
    tmp_path: Path, run: Callable[..., Said]
) -> None:
    out = tmp_path / "log.xlsx"
    out.write_bytes(b"older")
    command = ("day-log", *ARGUMENTS[("day-log",)], "--out", str(out))
    said = run(*command)
    assert said.code == 1
    assert "--force" in said.err
    assert out.read_bytes() == b"older"
    assert run(*command, "--force").code == 0
    assert out.read_bytes()[:2] == b"PK"


def test_the_pictures_of_an_earlier_demonstration_stay_without_force(tmp_path: Path, run: Callable[..., Said]) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "01-queue.png").write_bytes(b"older")
    said = run("demo", "--out", str(pictures))
    assert said.code == 1
    assert "--force" in said.err
    assert [path.name for path in pictures.iterdir()] == ["01-queue.png"]


@pytest.mark.parametrize(("answer", "replaced"), [("y", True), ("n", False)])
def test_on_a_terminal_the_person_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, replaced: bool
) -> None:
    path = tmp_path / "log.xlsx"
    calls: list[bool] = []

    def write(replace: bool) -> str:
        calls.append(replace)
        if not replace:
            raise AlreadyThere(path)
        return "done"

    main_end, end = pty.openpty()
    with os.fdopen(end, "r", encoding="utf-8") as terminal, os.fdopen(main_end, "wb") as typed:
        typed.write(f"{answer}\n".encode())
        typed.flush()
        monkeypatch.setattr(sys, "stdin", terminal)
        monkeypatch.setattr(writing, "_is_terminal", lambda: True)
        if replaced:
            assert with_question(write, force=False) == "done"
        else:
            with pytest.raises(Refused, match="没有变动"):
                with_question(write, force=False)
    assert calls == [False, True][: 1 + replaced]
