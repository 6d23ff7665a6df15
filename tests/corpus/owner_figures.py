"""How well the owner of a demand is told: `python -m tests.corpus.owner_figures [--misses]` prints two sets.

The words were chosen and tuned with the 320 made-up texts of owners/tuned.tsv at hand. Words and texts are by the same
hand, so the 88 texts of owners/untouched.tsv were written afterwards, with the table frozen, and nothing was changed
when they had been measured: their figures are the sober ones.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from app.rules.owner import OwnerTable, likely_owner, shipped_owners

_FOLDER = Path(__file__).parent / "owners"


@dataclass(frozen=True)
class Example:
    """One text and whose it is; an empty owner means that nobody could tell from the words."""

    owner: str
    text: str
    category: str
    merchant: str


@dataclass(frozen=True)
class Figures:
    """Counts of one set. `clear` are the texts that have one owner; accuracy is the share of these named rightly."""

    clear: int
    right: int
    wrong: int
    not_sure: int
    vague: int
    vague_not_sure: int
    misses: tuple[str, ...]

    @property
    def accuracy(self) -> float:
        """Top-1: named surely and rightly, of all texts that have one owner."""
        return self.right / self.clear

    @property
    def share_not_sure(self) -> float:
        """How often the answer was "not sure" where there is one owner."""
        return self.not_sure / self.clear

    @property
    def precision(self) -> float:
        """When it says that it is sure: how often it is right."""
        return self.right / (self.right + self.wrong)


def sets() -> dict[str, list[Example]]:
    """The texts the words were tuned with, and those that came after."""
    return {"tuned": _read("tuned.tsv"), "untouched": _read("untouched.tsv")}


def _read(name: str) -> list[Example]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [Example(**row) for row in csv.DictReader(file, delimiter="\t")]


def measure(examples: list[Example], table: OwnerTable) -> Figures:
    """The figures of some examples."""
    right = wrong = not_sure = vague = vague_not_sure = 0
    misses = []
    for one in examples:
        told = likely_owner(table, one.text, one.category, one.merchant)
        if not one.owner:
            vague += 1
            vague_not_sure += not told.sure
        elif not told.sure:
            not_sure += 1
        elif told.owner == one.owner:
            right += 1
        else:
            wrong += 1
        if (told.owner if told.sure else "") != one.owner:
            said = f"{told.owner}{'' if told.sure else '?'} {told.because}"
            misses.append(f"{one.owner or '不能确定'} ← {said} {one.text}")
    return Figures(right + wrong + not_sure, right, wrong, not_sure, vague, vague_not_sure, tuple(misses))


def main(arguments: list[str]) -> None:
    """Prints the figures of each set, and with --misses what was missed among the tuned."""
    for name, half in sets().items():
        told = measure(half, shipped_owners())
        print(  # noqa: T201
            f"{name}: {len(half)} texts, {told.clear} with one owner: top-1 {told.accuracy:.1%},"
            f" not sure {told.share_not_sure:.1%}, wrong {told.wrong / told.clear:.1%};"
            f" sure and right {told.precision:.1%}; without one owner: not sure {told.vague_not_sure}/{told.vague}"
        )
        if "--misses" in arguments and name == "tuned":
            print(*told.misses, sep="\n")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
