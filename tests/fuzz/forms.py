"""Feeds mutated TOML to every reader of a form: `python -m tests.fuzz.forms --runs 20000 [--seed N]`.

Each shipped form is changed at random places to values of any TOML type, or its text is cut and mixed.
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from datetime import time as clock_time
from typing import Any

from app.base.resources import resource, resource_toml
from app.rules.exclusion.catalogue import catalogue_data, read_catalogue, shipped_catalogues
from app.rules.law.calendar import form_of, load_calendar, read_year
from app.rules.law.forms import read_rules
from app.rules.owner.table import read_owners
from app.rules.shared.toml_text import read_toml
from app.rules.survey.form import form_data, read_form, shipped_forms
from tests.support.text_rules import own_error

_VALUES: tuple[object, ...] = (
    "", " ", "一", "80%", "\x00", "9" * 400, 0, -1, 1, 10**30, 1.5, float("inf"), float("nan"), True, False,
    date(1, 1, 1), date(9999, 12, 31), datetime(2026, 11, 23, tzinfo=UTC), clock_time(23, 59), [], [[]], {}, {"a": {}},
    [1, "一", {}], [None], ["一"] * 3,
)  # fmt: skip
_TEXTS = ("[" * 20_000, "a=" + "[" * 20_000, "a=" + "{a=" * 5_000, "a." * 3_000 + "a=1",
"a=" + "9" * 5_000, "\ud800=1", "a=1\na=2",
          "a=1979-13-40", "a=\"\\ud800\"", "a='''", "\x00")  # fmt: skip


def readers() -> dict[str, tuple[Callable[[Any], object], dict[str, Any]]]:
    """Each reader of parsed TOML with a form it takes."""
    return {
        "rules": (read_rules, resource_toml("rules", "clocks.toml")),
        "owners": (read_owners, resource_toml("owner/table.toml")),
        "catalogue": (read_catalogue, catalogue_data(shipped_catalogues()[-1])),
        "year": (read_year, form_of(next(iter(load_calendar().years.values())))),
        "survey": (read_form, form_data(shipped_forms()[-1])),
    }


def run(runs: int, seed: int) -> list[str]:
    """The finds, one for each reader and kind of exception."""
    source, known, finds = random.Random(seed), readers(), dict[tuple[str, str], str]()
    text = resource("rules", "clocks.toml").read_text(encoding="utf-8")
    for number in range(runs):
        name = list(known)[number % len(known)]
        read, form = known[name]
        changed: object = form
        try:
            if source.random() < 0.1:
                changed = source.choice(_TEXTS) if source.random() < 0.2 else _mixed(text, source)
                read_rules(read_toml(changed))
            else:
                changed = _mutated(form, source)
                read(changed)
        except Exception as error:
            if not own_error(error):
                finds.setdefault((name, f"{error!r}"[:40]), f"{name}: {error!r} from {str(changed)[:3000]!r}")
    return list(finds.values())


def _mutated(form: dict[str, Any], source: random.Random) -> dict[str, Any]:
    made = copy.deepcopy(form)
    for _ in range(source.choice((1, 1, 1, 2, 5))):
        place: Any = made
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = source.choice(keys)
            inner = place[key]
            if isinstance(inner, dict | list) and inner and source.random() < 0.85:
                place = inner
                continue
            if source.random() < 0.15:
                del place[key]
            else:
                place[key] = copy.deepcopy(source.choice(_VALUES))
            break
    return made


def _mixed(text: str, source: random.Random) -> str:
    start, end = sorted(source.choices(range(len(text)), k=2))
    return source.choice((text[:start], text[start:end], text[:start] + text[end:], text[:end] + text[start:]))


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    started = time.perf_counter()
    finds = run(chosen.runs, chosen.seed)
    took = f"{chosen.runs} forms in {time.perf_counter() - started:.0f} s"
    sys.stdout.write("\n".join((took, *finds, f"{len(finds)} foreign exceptions")) + "\n")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
