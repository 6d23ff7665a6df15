"""A small classifier of demands: complement naive Bayes over runs of one to three characters.

Complement naive Bayes asks which department's *other* texts fit worst (Rennie, Shih, Teevan and Karger, 2003); it bears
departments with unequal numbers of texts. The rarer a run and the shorter its text, the more it weighs. A model is
whole numbers alone, so that the same texts always make the same file.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from app.base.errors import Refused
from app.base.resources import resource
from app.rules.shared.folding import squeeze

FORMAT = 1
_LONGEST = 3
_SMOOTHING = 0.1
# Weights are kept as whole numbers of this fraction, so that a model file is the same wherever it was made.
_UNIT = 1000
# Shares of one are made of scores by this sharpness; chosen by cross-validation on the labelled texts.
_SHARPNESS = 3.0
_RUN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and the department it belongs to; "" where nobody could tell from the words."""

    owner: str
    text: str


@dataclass(frozen=True, slots=True)
class Vote:
    """What the classifier says: classes by likeness, the likeliest first, each with its share (together 1)."""

    shares: tuple[tuple[str, float], ...]

    def among(self, names: Collection[str]) -> Vote:
        """The vote without other classes. Shares stay as they are: what spoke for another speaks for none of these."""
        return Vote(tuple((name, share) for name, share in self.shares if name in names))


class OwnerModel:
    """A trained model: how much every run of characters weighs in the texts of each class, in thousandths.

    `weights` gives a run's classes and weights in turn (class, weight, class, weight …), `totals` each class's sum.
    """

    def __init__(
        self, classes: Sequence[str], texts: int, totals: Sequence[int], weights: Mapping[str, Sequence[int]]
    ) -> None:
        self.classes = tuple(classes)
        self.texts = texts
        self.totals = tuple(totals)
        self.weights = weights
        whole = sum(totals)
        self._smooth = _SMOOTHING * _UNIT
        self._others = [math.log(whole - total + self._smooth * len(weights)) for total in totals]

    def vote(self, text: str) -> Vote:
        """Which classes the text is like; nothing when no run of it is known."""
        known = [self.weights[run] for run in sorted(set(runs_of(text))) if run in self.weights]
        if not known:
            return Vote(())
        scores = [others * len(known) for others in self._others]
        for found in known:
            whole = sum(found[1::2]) + self._smooth
            common = math.log(whole)
            for place, weight in zip(found[::2], found[1::2], strict=True):
                scores[place] += common - math.log(whole - weight)
        return Vote(_shares(list(zip(self.classes, scores, strict=True)), len(known)))


def _shares(scores: list[tuple[str, float]], runs: int) -> tuple[tuple[str, float], ...]:
    """Scores as shares of one. Runs of one text hang together, so that each counts less the more there are."""
    best = max(score for _, score in scores)
    weights = [(name, math.exp((score - best) * _SHARPNESS / math.sqrt(runs))) for name, score in scores]
    whole = sum(weight for _, weight in weights)
    return tuple(sorted(((name, weight / whole) for name, weight in weights), key=lambda one: -one[1]))


def runs_of(text: str) -> Iterator[str]:
    """The runs of one to three characters within words and clauses; digits and signs end a run."""
    for piece in _RUN.finditer(text):
        run = squeeze(piece[0]).upper().replace("某", "")
        for length in range(1, _LONGEST + 1):
            for start in range(len(run) - length + 1):
                yield run[start : start + length]


def train(texts: Iterable[Labelled], own: Iterable[Labelled] = ()) -> OwnerModel:
    """A model of these texts and of an office's own; their order does not matter.

    A run of three characters is kept when it stands in two texts, and any run of own texts too: what one caller alone
    said never gets into a model.
    """
    shared, private = list(texts), list(own)
    labelled = [*shared, *private]
    runs = [frozenset(runs_of(one.text)) for one in labelled]
    many = Counter(chain.from_iterable(runs))
    shipped = set(chain.from_iterable(runs[: len(shared)]))
    kept = {run for run, count in many.items() if count > 1 or (len(run) < _LONGEST and run in shipped)}
    rarity = {run: math.log(len(labelled) / many[run]) for run in kept}
    classes = sorted({one.owner for one in labelled})
    parts: dict[str, dict[int, list[float]]] = {run: {} for run in sorted(kept)}
    for one, found in zip(labelled, runs, strict=True):
        known = found & kept
        length = math.sqrt(math.fsum(rarity[run] ** 2 for run in known)) or 1.0
        place = classes.index(one.owner)
        for run in known:
            parts[run].setdefault(place, []).append(rarity[run] / length)
    weights = {run: _flat(by_place) for run, by_place in parts.items()}
    totals = [0] * len(classes)
    for flat in weights.values():
        for place, weight in zip(flat[::2], flat[1::2], strict=True):
            totals[place] += weight
    return OwnerModel(classes, len(labelled), totals, weights)


def _flat(by_place: Mapping[int, Sequence[float]]) -> list[int]:
    """Classes and summed weights in turn; summed exactly, so that the order of the texts does not matter."""
    pairs = ((place, max(1, round(math.fsum(by_place[place]) * _UNIT))) for place in sorted(by_place))
    return [number for pair in pairs for number in pair]


class BadModel(Refused):
    """A model file that cannot be taken."""


def model_text(model: OwnerModel) -> str:
    """A model as the text of its file: JSON, one run of characters a line."""
    facts = {"format": FORMAT, "texts": model.texts, "classes": model.classes, "totals": model.totals}
    head = json.dumps(facts, ensure_ascii=False)
    lines = [
        f"{json.dumps(run, ensure_ascii=False)}:{json.dumps(found, separators=(',', ':'))}"
        for run, found in sorted(model.weights.items())
    ]
    return f'{head[:-1]}, "runs": {{\n' + ",\n".join(lines) + "\n}}\n"


def read_model(text: str) -> OwnerModel:
    """A model from the text of its file.

    Raises:
        BadModel: it is no model of this format.

    """
    try:
        data: Any = json.loads(text)
        if data["format"] != FORMAT:
            raise BadModel(f"主责判断模型的格式是 {data['format']}，应为 {FORMAT}")
        model = OwnerModel(data["classes"], int(data["texts"]), data["totals"], data["runs"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadModel("主责判断模型读不懂") from error
    if len(model.totals) != len(model.classes) or not isinstance(model.weights, dict):
        raise BadModel("主责判断模型不完整")
    return model


@cache
def shipped_model() -> OwnerModel:
    """The model that ships with the product, read at its first use."""
    return read_model(resource("owner", "model.json").read_text(encoding="utf-8"))
