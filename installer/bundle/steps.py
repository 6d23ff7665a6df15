"""The steps of a build: running a tool, and the error that ends it with one sentence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


class Unbuilt(Exception):
    """The build cannot go on; the text says what is missing or wrong, and where."""


def say(words: str) -> None:
    """Reports one step on stderr."""
    print(f"[installer] {words}", file=sys.stderr, flush=True)


def run(command: Sequence[str], *, folder: Path | None = None, variables: Mapping[str, str] | None = None) -> str:
    """Runs a tool and returns what it printed.

    Raises:
        Unbuilt: it is not there or it failed; the text ends with its last lines.

    """
    try:
        done = subprocess.run(
            list(command),
            cwd=folder,
            env=variables,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError as error:
        raise Unbuilt(f"{command[0]} is not installed on this machine") from error
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise Unbuilt(f"{' '.join(command[:6])} … failed with {done.returncode}:\n{last}")
    return done.stdout
