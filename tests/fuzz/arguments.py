"""Calls the program in this process with hostile command lines.

`python -m tests.fuzz.arguments --runs 5000 [--seed N]`

The folder is one for rehearsal, made for the run. An exit code is right whatever it is; an exception is a find.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from app.base.log import stop_log
from app.base.paths import ENVIRONMENT_VARIABLE
from app.bootstrap import main as program
from app.cli.program import COMMANDS
from tests.support import state_folder

_WORDS = (
    "", " ", "1", "-1", "0", "1" + "0" * 20, "nan", "inf", "-inf", "1e400", "2026-11-23", "2026-11-23T24:00",
    "0001-01-01",
    "9999-12-31", "9999-12-31T23:59:59-14:00", "2026-02-30", "\udcff\udcfe", "\ud800", "a\x00b", "\x1b[31m", "a\nb",
    "一" * 300,
    "x" * 256, "x" * 10_000, "一" * 200_000, "/dev/null", "/proc/self/mem", ".", "~", "不存在/文件.xlsx",
    "热线-261118-022222",
    "13812345678", "%s", "'; DROP TABLE tickets;--", "\"", "*", "?", "-", "--", "---", "涉法涉诉/公安机关已立案",
    "材料=", "=",
    "to-sign", "open", "urgent", "\u202e", "ＡＢ", "²", "٣",
)  # fmt: skip
_OPTIONS = (
    "--json", "--as", "--limit", "--queue", "--search", "--reason", "--from", "--to", "--ticket", "--check",
    "--state", "--rules",
    "--type", "--statement", "--evidence", "--basis", "--platform", "--date", "--out", "--reveal", "--backlog",
    "--kind", "--unit",
    "--ground", "--direction", "--text", "--category", "--merchant", "--speed", "--rehearse-at", "--data", "--help",
)  # fmt: skip
_VERBS = ("new", "check", "export", "import")


def vector(source: random.Random, folder: Path) -> list[str]:
    """One command line; the window and the demonstration, which open a display, are never called."""
    made = (
        [] if source.random() < 0.05 else ["--data", str(folder), "--rehearse-at", "2026-11-23T09:00", "--speed", "0"]
    )
    if source.random() < 0.2:
        made += [source.choice(("--as", "--speed", "--rehearse-at", "--data")), source.choice(_WORDS)]
    made.append(source.choice([name for name in COMMANDS if name != "demo"]))
    for _ in range(source.randint(0, 5)):
        kind = source.random()
        made.append(source.choice(_OPTIONS if kind < 0.45 else _VERBS if kind < 0.55 else _WORDS))
    return [word.replace("一" * 200_000, "一" * 200) if source.random() < 0.8 else word for word in made]


def run(runs: int, seed: int, folder: Path) -> list[str]:
    """The finds, one for each kind of exception."""
    source, finds = random.Random(seed), dict[str, str]()
    os.environ[ENVIRONMENT_VARIABLE] = str(folder)
    (folder.parent / "here").mkdir()
    with contextlib.chdir(folder.parent / "here"):
        for _ in range(runs):
            words = vector(source, folder)
            try:
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                    program(words)
            except SystemExit:
                continue
            except Exception as error:
                finds.setdefault(f"{error!r}"[:50], f"{[word[:60] for word in words]}: {error!r}")
            finally:
                stop_log()
    return list(finds.values())


def main() -> int:
    state_folder.use_own()
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        finds = run(chosen.runs, chosen.seed, Path(place, "data"))
    lines = (
        f"{chosen.runs} command lines in {time.perf_counter() - started:.0f} s",
        *finds,
        f"{len(finds)} exceptions",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
