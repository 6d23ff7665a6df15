"""When the project's environment is made anew, and when a start may skip it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from installer import environment
from installer.environment import Sayer, Unprepared


def made(folder: Path, described: str) -> Path:
    python = environment.program("python", folder)
    python.parent.mkdir(parents=True)
    python.write_text("", "utf-8")
    (folder / "pyvenv.cfg").write_text(described, "utf-8")
    return folder


def test_any_change_of_lock_project_or_python_changes_the_fingerprint() -> None:
    first = environment.fingerprint(b"lock", b"project", b"python")
    assert first == environment.fingerprint(b"lock", b"project", b"python")
    others = {
        environment.fingerprint(b"lock2", b"project", b"python"),
        environment.fingerprint(b"lock", b"project2", b"python"),
        environment.fingerprint(b"lock", b"project", b"python2"),
        environment.fingerprint(b"lockproject", b"", b"python"),
    }
    assert len(others) == 4
    assert first not in others


@pytest.mark.parametrize(
    ("stamp", "for_tests", "ready"),
    [
        ("abc run\n", False, True),
        ("abc run\n", True, False),
        ("abc test\n", True, True),
        ("abc test\n", False, True),
        ("old test\n", False, False),
        ("", False, False),
    ],
)
def test_an_environment_made_for_tests_also_runs_the_desk(stamp: str, for_tests: bool, ready: bool) -> None:
    assert environment.is_ready(stamp, "abc", for_tests=for_tests) is ready


@pytest.mark.parametrize(
    ("described", "usable"),
    [
        ("home = /usr/bin\nversion = 3.11.2\n", True),
        ("version_info = 3.12.1\n", True),
        ("version = 3.9.2\n", False),
        ("home = /usr/bin\n", False),
    ],
)
def test_only_a_python_of_3_11_or_newer_is_usable(tmp_path: Path, described: str, usable: bool) -> None:
    assert environment.is_usable(made(tmp_path / "venv", described)) is usable


def test_an_environment_whose_python_is_gone_is_not_usable(tmp_path: Path) -> None:
    venv = made(tmp_path / "venv", "version = 3.11.2\n")
    environment.program("python", venv).unlink()
    assert not environment.is_usable(venv)


def test_a_second_start_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv = made(tmp_path / ".venv", "version = 3.11.2\n")
    for name in ("uv.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name, "utf-8")
    monkeypatch.setattr(environment, "PROJECT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "_run", lambda command: pytest.fail(f"ran {command}"))
    wanted = environment.fingerprint(b"uv.lock", b"pyproject.toml", b"version = 3.11.2\n")
    (venv / "made-from.txt").write_text(f"{wanted} run\n", "utf-8")
    environment.prepare(for_tests=False, say=Sayer())
    assert (venv / "made-from.txt").read_text("utf-8") == f"{wanted} run\n"


def test_a_first_start_makes_the_environment_from_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv = tmp_path / ".venv"
    for name in ("uv.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name, "utf-8")
    ran: list[list[str]] = []

    def pretend(command: list[str]) -> bool:
        ran.append([str(word) for word in command])
        if "--without-pip" in command:
            made(venv, "version = 3.11.2\n")
        elif "venv" in command:
            made(Path(command[-1]), "version = 3.11.2\n")
        return True

    monkeypatch.setattr(environment, "PROJECT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "_run", pretend)
    environment.prepare(for_tests=False, say=Sayer())
    assert [sys.executable, "-m", "venv", "--clear", "--without-pip", str(venv)] == ran[0]
    assert ran[2][-2:] == ["install", environment.UV]
    assert ran[3][1:5] == ["sync", "--frozen", "-q", "--compile-bytecode"]
    assert "--no-dev" in ran[3]
    assert ran[4][1:] == ["-m", "compileall", "-q", str(tmp_path / "app")]
    assert (venv / "made-from.txt").read_text("utf-8").endswith(" run\n")


def test_a_registry_that_refuses_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "PROJECT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "_run", lambda command: False)
    with pytest.raises(Unprepared, match="无法建立 Python 虚拟环境"):
        environment.prepare(for_tests=False, say=Sayer())


def test_another_environment_in_the_shell_does_not_leak_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "/somewhere/else")
    monkeypatch.setenv("PYTHONPATH", "/somewhere/else")
    variables = environment.surroundings()
    assert not {"VIRTUAL_ENV", "PYTHONPATH"} & set(variables)
    assert variables["UV_PROJECT_ENVIRONMENT"] == str(environment.VENV)
    assert variables["PATH"] == os.environ["PATH"]


def test_messages_leave_stdout_to_the_desk(capsys: pytest.CaptureFixture[str]) -> None:
    Sayer()("正在安装")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "[接诉值守台] 正在安装\n")
