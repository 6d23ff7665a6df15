"""The checks behind `test`, run in order and timed; all run, and any failure fails the command."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from installer.environment import PROJECT, program, surroundings


@dataclass(frozen=True)
class Check:
    """One check: its name, its command, and the timeout in seconds."""

    name: str
    command: tuple[str, ...]
    limit: int = 600


@dataclass(frozen=True)
class Verdict:
    """The result of a check."""

    name: str
    passed: bool
    seconds: float


def all_checks(cores: int, more: Sequence[str] = ()) -> list[Check]:
    """All checks: format, lint, types, layers, dead code, tests; `more` goes to pytest, on up to four cores."""
    return [
        Check("format", ("ruff", "format", "--check", ".")),
        Check("lint", ("ruff", "check", ".")),
        Check("types", ("mypy", "-p", "app", "-p", "installer")),
        Check("layers", ("lint-imports",)),
        Check("dead code", ("vulture",)),
        Check("tests", ("pytest", "-n", str(max(1, min(cores, 4))), "--dist", "worksteal", *more), limit=3600),
    ]


def run_all(checks: Sequence[Check]) -> list[Verdict]:
    """Runs every check, also after a failed one."""
    return [_run(check) for check in checks]


def closing_words(verdicts: Sequence[Verdict]) -> str:
    """The summary line: every check with its seconds, and which failed."""
    parts = " · ".join(f"{v.name} {v.seconds:.1f} s{'' if v.passed else ' FAILED'}" for v in verdicts)
    failed = [verdict.name for verdict in verdicts if not verdict.passed]
    return f"{parts} — " + (f"未通过：{'、'.join(failed)}" if failed else "全部通过")


def _run(check: Check) -> Verdict:
    print(f"== {check.name}: {' '.join(check.command)}", flush=True)
    start = time.monotonic()
    command = [str(program(check.command[0])), *check.command[1:]]
    try:
        code = subprocess.run(
            command, cwd=PROJECT, env=quiet_surroundings(), stdin=subprocess.DEVNULL, timeout=check.limit, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        print(f"{check.name}: stopped after {check.limit} s", flush=True)
        code = 1
    verdict = Verdict(check.name, code == 0, time.monotonic() - start)
    print(f"== {check.name}: {'ok' if verdict.passed else 'FAILED'}, {verdict.seconds:.1f} s", flush=True)
    return verdict


def quiet_surroundings() -> dict[str, str]:
    """The environment of the checks, without variables that lead a test to a real register or screen."""
    kept = surroundings()
    for name in ("JIESU_DESK_DATA", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_STYLE_OVERRIDE"):
        kept.pop(name, None)
    kept["PATH"] = os.pathsep.join((str(program("python").parent), kept.get("PATH", os.defpath)))
    return kept
