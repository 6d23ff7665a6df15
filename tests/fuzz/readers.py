"""Reads damaged files in forked workers with the limits of the product: `python -m tests.fuzz.readers --runs 50000`."""

from __future__ import annotations

import argparse
import gc
import io
import os
import pickle
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.base.errors import DeskError
from app.files.apart import requests as ask
from app.files.apart.answers import answer
from app.files.apart.limits import Limits
from app.files.shared.door import ForeignFault
from app.rules.intake.formats import Learned
from tests.fuzz.mutations import damaged
from tests.fuzz.seeds import seeds

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
SLOW, LARGE = 5.0, 500 << 20
_READ, _REFUSED, _FOREIGN, _ESCAPED = range(4)
_WORDS = ("read", "refused", "foreign, refused", "escaped")
_FILES_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one execution: its kind, the place of a fault behind the door, seconds of processor, bytes."""

    words: str
    trace: str
    seconds: float
    memory: int

    @property
    def is_bad(self) -> bool:
        """Whether it ended the reader, escaped the door, or was slow or large."""
        return self.words not in _WORDS[:3] or self.seconds > SLOW or self.memory > LARGE


@dataclass
class Results:
    """What became of the files that were read."""

    runs: int = 0
    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    foreign: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    largest: int = 0
    finds: list[Path] = field(default_factory=list)

    def words(self) -> str:
        """The figures in a few lines."""
        lines = [
            f"{self.runs:,} executions in {self.seconds:.0f} s: {dict(self.outcomes)}",
            f"slowest {self.slowest:.2f} s of processor, largest {self.largest >> 20} MB",
            *(f"  {count} × {trace}" for trace, count in self.foreign.most_common(15)),
            *(f"  kept {path}" for path in self.finds),
        ]
        return "\n".join(lines)


def requests_for(path: Path, name: str) -> list[ask.Request]:
    """What the product asks of such a file: to import it, to show it, to take it as an attachment."""
    source = ask.Source(path, NOW, Learned(), {})
    if name.startswith(("p.", "s.", "e.", "z.")):
        return [ask.Sniff(path, name)]
    if name.startswith("calls"):
        return [ask.Calls(path, NOW)]
    return [ask.Tickets(source), ask.Preview(source), ask.Calls(path, NOW), ask.Sniff(path, name)]


def read_one(request: ask.Request, limits: Limits) -> tuple[int, str]:
    """Reads as the reading process does; the kind of the outcome and the place of a foreign fault."""
    try:
        answer(request, io.BytesIO(), limits)
    except ForeignFault as fault:
        return _FOREIGN, fault.trace
    except DeskError:
        return _REFUSED, ""
    except BaseException as error:
        return _ESCAPED, type(error).__name__
    return _READ, ""


def read_forked(wanted: Sequence[ask.Request], limits: Limits) -> list[Outcome]:
    """Reads one file after the other in a forked worker; when that ends early, each again in a worker of its own."""
    reading, writing = os.pipe()
    before = resident()
    child = os.fork()
    if not child:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - the worker ends at once
        os.dup2(sys.stderr.fileno(), 2)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump([_timed(request, limits) for request in wanted], pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        body = pipe.read()
    _, status, used = os.wait4(child, 0)
    memory = max(0, used.ru_maxrss * 1024 - before)
    if os.WIFEXITED(status) and body:
        return [Outcome(_WORDS[kind], trace, seconds, memory) for kind, trace, seconds in pickle.loads(body)]
    if len(wanted) > 1:
        return [outcome for request in wanted for outcome in read_forked([request], limits)]
    words = f"reader ended by signal {os.WTERMSIG(status)}"
    return [Outcome(words, "", used.ru_utime + used.ru_stime, memory)]


def resident() -> int:
    """The bytes this process has in memory, which a forked worker has from its first moment on."""
    with open("/proc/self/statm", encoding="ascii") as pages:
        return int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _timed(request: ask.Request, limits: Limits) -> tuple[int, str, float]:
    begun = time.process_time()
    kind, trace = read_one(request, limits)
    return kind, trace, time.process_time() - begun


def fuzz(runs: int, seed: int, keep: Path | None = None) -> Results:
    """Reads `runs` damaged files; those that ended the reader, were slow or large go to `keep`."""
    chance, results, corpus = random.Random(seed), Results(), list(seeds().items())
    limits, begun = Limits(), time.monotonic()
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        while results.runs < runs:
            wanted: list[ask.Request] = []
            for number in range(_FILES_AT_ONCE):
                name, content = chance.choice(corpus)
                path = Path(folder) / f"{number}-{name}"
                path.write_bytes(damaged(content, chance))
                wanted += requests_for(path, name)
            for request, outcome in zip(wanted, read_forked(wanted, limits), strict=True):
                _count(results, outcome)
                if keep is not None and (outcome.is_bad or outcome.trace):
                    _keep(results, keep, request, outcome)
            for path in Path(folder).iterdir():
                path.unlink()
    results.seconds = time.monotonic() - begun
    return results


def _count(results: Results, outcome: Outcome) -> None:
    results.runs += 1
    results.outcomes[outcome.words] += 1
    if outcome.trace:
        results.foreign[outcome.trace] += 1
    results.slowest, results.largest = max(results.slowest, outcome.seconds), max(results.largest, outcome.memory)
    results.outcomes["slow"] += outcome.seconds > SLOW
    results.outcomes["large"] += outcome.memory > LARGE


def _keep(results: Results, keep: Path, request: ask.Request, outcome: Outcome) -> None:
    source = request.source.path if isinstance(request, ask.Tickets | ask.Preview) else getattr(request, "path", None)
    if source is None or results.foreign[outcome.trace] > 1 or len(results.finds) > 100:
        return
    keep.mkdir(parents=True, exist_ok=True)
    target = keep / f"{type(request).__name__}-{len(results.finds)}-{source.name}"
    target.write_bytes(source.read_bytes())
    results.finds.append(target)


def main() -> int:
    """The command; 1 when a file ended a worker, escaped the door, or was too slow or too large."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    results = fuzz(chosen.runs, chosen.seed, chosen.keep)
    sys.stdout.write(results.words() + "\n")
    return int(any(results.outcomes[bad] for bad in ("escaped", "slow", "large")))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
