"""The checks run in order, all of them, and say what failed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from installer import checks
from installer.checks import Check, Verdict


def test_tests_come_last_so_that_their_closing_line_stands_at_the_end() -> None:
    names = [check.name for check in checks.all_checks(2)]
    assert names == ["format", "lint", "types", "layers", "dead code", "tests"]


@pytest.mark.parametrize(("cores", "workers"), [(1, "1"), (2, "2"), (16, "4")])
def test_tests_use_up_to_four_cores(cores: int, workers: str) -> None:
    command = checks.all_checks(cores, ["-k", "times"])[-1].command
    assert command == ("pytest", "-n", workers, "--dist", "worksteal", "-k", "times")


def test_a_failed_check_does_not_stop_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "program", lambda name: Path(sys.executable))
    verdicts = checks.run_all(
        [Check("first", ("python", "-c", "raise SystemExit(3)")), Check("second", ("python", "-V"))]
    )
    assert [(verdict.name, verdict.passed) for verdict in verdicts] == [("first", False), ("second", True)]


def test_a_check_that_hangs_is_stopped_and_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "program", lambda name: Path(sys.executable))
    verdicts = checks.run_all([Check("hung", ("python", "-c", "import signal; signal.pause()"), limit=1)])
    assert not verdicts[0].passed
    assert "hung: stopped after 1 s" in capsys.readouterr().out


def test_the_closing_line_names_times_and_failures() -> None:
    verdicts = [Verdict("lint", passed=True, seconds=0.31), Verdict("tests", passed=False, seconds=61.0)]
    assert checks.closing_words(verdicts) == "lint 0.3 s · tests 61.0 s FAILED — 未通过：tests"
    assert checks.closing_words(verdicts[:1]) == "lint 0.3 s — 全部通过"


def test_a_person_s_own_register_and_screen_are_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIESU_DESK_DATA", "/home/somebody/desk")
    monkeypatch.setenv("DISPLAY", ":0")
    assert not {"JIESU_DESK_DATA", "DISPLAY"} & set(checks.quiet_surroundings())
