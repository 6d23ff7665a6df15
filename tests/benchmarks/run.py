"""Prints the product's figures: `python -m tests.benchmarks.run [--size N] [--large] [NAME ...]`; 1 if one fails."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import (
    bench_absence,
    bench_figures,
    bench_findings,
    bench_handover,
    bench_import,
    bench_lists,
    bench_log,
    bench_merchants,
    bench_reconcile,
    bench_reminders,
    bench_replies,
    bench_save,
    bench_verify,
    bench_warning,
    bench_warning_texts,
    bench_window,
)
from tests.benchmarks.figures import Figure
from tests.support import state_folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        help="absence figures findings handover import lists save log merchants reconcile reminders replies verify"
        " warning warning-texts window",
    )
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--reminders", type=int, default=200, help="how many are waited for, 7 s apart")
    parser.add_argument("--kept", type=Path, help="the folder in which verify keeps its register for the next run")
    parser.add_argument("--large", action="store_true", help="the growth of a queue up to 1,000,000 tickets")
    chosen = parser.parse_args()
    state_folder.use_own()
    wanted: dict[str, Callable[[Path], list[Figure]]] = {
        "absence": bench_absence.run,
        "figures": lambda folder: bench_figures.run(folder, chosen.size),
        "findings": bench_findings.run,
        "handover": bench_handover.run,
        "import": lambda folder: bench_import.run(folder, chosen.size),
        "lists": lambda folder: growth(folder, chosen.size, large=chosen.large),
        "save": bench_save.run,
        "log": lambda folder: bench_log.run(folder, chosen.size),
        "merchants": lambda folder: bench_merchants.run(folder, chosen.size),
        "reconcile": bench_reconcile.run,
        "reminders": lambda folder: bench_reminders.run(folder, chosen.reminders),
        "replies": bench_replies.run,
        "verify": lambda folder: bench_verify.run(chosen.kept or folder, chosen.size),
        "warning": bench_warning.run,
        "warning-texts": bench_warning_texts.run,
        "window": lambda folder: bench_window.run(folder, chosen.size),
    }
    failed = False
    for name in chosen.names or list(wanted):
        with tempfile.TemporaryDirectory() as folder:
            for figure in wanted[name](Path(folder)):
                failed |= figure.holds is False
                sys.stdout.write(figure.line() + "\n")
                sys.stdout.flush()
    return int(failed)


def growth(folder: Path, size: int, *, large: bool) -> list[Figure]:
    """Lists at several sizes, and how the first 200 of a queue grow with the register."""
    sizes = [10_000, size, *([1_000_000] if large else [])]
    figures: list[Figure] = []
    first: dict[int, float] = {}
    for count in dict.fromkeys(sizes):
        told = bench_lists.run(folder, count)
        figures += told
        first[count] = next(figure.value for figure in told if figure.name.endswith("first 200 of a queue"))
    biggest = max(first)
    note = ", ".join(f"{count:,}: {value:.2f} ms" for count, value in first.items())
    limit = 1.3 if biggest >= 1_000_000 else None
    figures.append(
        Figure(f"first 200 at {biggest:,} / at 10,000", first[biggest] / first[10_000], "×", limit, note=note)
    )
    return figures


if __name__ == "__main__":
    sys.exit(main())
