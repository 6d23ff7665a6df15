"""How well the owner of a demand is found: `python -m tests.corpus.owner_figures [SET...] [--misses] [--confusion]`.

Four sets of made-up texts. `learned` are those of resources/owner/texts.tsv, which words and classifier were made with.
`kept_out` are 200 of 600 texts in seven styles, more than half with misleading context, chosen by a fixed random split
before anything was built, a third of each department's. No word, phrase, weight or text was chosen by them; their
figures (no text) were looked at when the margins of a sure answer were set, which made these stricter, and then to
compare. `earlier` are 88 texts of an earlier version, some of which were known when words were added: a regression, no
proof. `fresh` are 32 texts in words that no other set has, written when all was built: what is unknown is seldom sure.
All texts and words are by the same hand; texts of callers are harder.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.rules.owner.judgement import likely_owner
from app.rules.owner.table import OwnerTable, shipped_owners
from app.rules.owner.training import shipped_texts

_FOLDER = Path(__file__).parent / "owners"


@dataclass(frozen=True)
class Example:
    """One text and whose it is; an empty owner means that nobody could tell from the words."""

    owner: str
    text: str
    category: str = ""
    merchant: str = ""


@dataclass(frozen=True)
class Figures:
    """Counts of one set. `clear` are the texts that have one owner, `first` those whose best guess is right.

    `confused` counts (whose it is, whose it was judged to be) among wrong best guesses.
    """

    texts: int
    clear: int
    first: int
    right: int
    wrong: int
    vague_not_sure: int
    confused: Counter[tuple[str, str]]
    misses: tuple[str, ...]

    @property
    def top(self) -> float:
        """Top-1: how often the best guess, sure or not, is right where there is one owner."""
        return self.first / self.clear

    @property
    def share_sure(self) -> float:
        """How often an answer is sure, of all texts."""
        return (self.right + self.wrong) / self.texts

    @property
    def share_wrong(self) -> float:
        """How often an answer is sure and wrong, of all texts; a sure answer to a vague text is wrong."""
        return self.wrong / self.texts

    @property
    def precision(self) -> float:
        """How often a sure answer is right."""
        return self.right / (self.right + self.wrong)


def learned() -> list[Example]:
    """The texts that words and classifier were made with."""
    return [Example(one.owner, one.text) for one in shipped_texts()]


def read(name: str) -> list[Example]:
    """The texts of `kept_out`, `earlier` or `fresh`."""
    with (_FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Example(row["owner"], row["text"], row.get("category") or "", row.get("merchant") or "") for row in rows
        ]


def measure(examples: list[Example], table: OwnerTable) -> Figures:
    """The figures of some examples."""
    clear = first = right = wrong = vague_not_sure = 0
    confused: Counter[tuple[str, str]] = Counter()
    misses = []
    for one in examples:
        found = likely_owner(table, one.text, one.category, one.merchant)
        is_right = found.owner == one.owner != ""
        clear += one.owner != ""
        first += is_right
        right += found.sure and is_right
        wrong += found.sure and not is_right
        vague_not_sure += not one.owner and not found.sure
        if not is_right and (one.owner or found.sure):
            confused[one.owner or "不能确定", found.owner or "不能确定"] += 1
            sure = "sure" if found.sure else "proposal"
            misses.append(f"{one.owner or '不能确定'} ← {sure} {found.owner} {found.reasons} {one.text}")
    return Figures(len(examples), clear, first, right, wrong, vague_not_sure, confused, tuple(misses))


def main(arguments: list[str]) -> None:
    """Prints the figures of each set that is named, of all without a name."""
    sets = {"learned": learned, **{name: partial(read, name) for name in ("earlier", "kept_out", "fresh")}}
    for name in [argument for argument in arguments if argument in sets] or sets:
        got = measure(sets[name](), shipped_owners())
        print(  # noqa: T201
            f"{name}: {got.texts} texts, {got.clear} with one owner: top-1 {got.top:.1%}, sure {got.share_sure:.1%},"
            f" right when sure {got.precision:.1%}, sure and wrong {got.share_wrong:.1%} ({got.wrong});"
            f" without one owner: not sure {got.vague_not_sure}/{got.texts - got.clear}"
        )
        if "--confusion" in arguments:
            print(*(f"  {count} {mine} → {other}" for (mine, other), count in got.confused.most_common()), sep="\n")  # noqa: T201
        if "--misses" in arguments and name == "learned":
            print(*got.misses, sep="\n")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
