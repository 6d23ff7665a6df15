"""The judgement whose a demand most likely is: the table's words and the classifier's vote, weighed together.

Context is cut first. A judgement is sure only when both name one department with a margin, or the margin is clear; else
it is a proposal. Weights and margins were chosen by cross-validation on the labelled texts that ship with the product.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.rules.owner.classifier import OwnerModel, Vote, shipped_model
from app.rules.owner.context import Cut, Matter, matter_of
from app.rules.owner.table import OwnerTable
from app.rules.owner.words import WordPoints, word_points

# Points that a demand would need beside those it has: a single weak word is never the whole.
_DOUBT = 4
# Shares by which the first must lead: words and vote name the same, or they do not.
_AGREED, _ALONE = 0.3, 0.7
# Words that decide have so many points, and so many for one of the next department; a vote has such a share.
_LEAST, _LEAD, _MOST = 4, 2.0, 0.6
# Where the classifier knows none of the departments the words decide by themselves.
_LEAST_WORDS = 3
# A proposal below this share is none, and a department within this distance came close.
_FAINT, _CLOSE = 0.15, 0.2
_OTHERS = 3
_STRONG, _FAIR, _HEARD = 0.7, 0.4, 0.2


@dataclass(frozen=True, slots=True)
class Likely:
    """The likely owner. `owner` is "" when nothing speaks for one; it may be named only when `sure`.

    `because` are the words that spoke for it, the weightiest first; `others` the departments that came close; `cut` the
    context that was left out; `vote` the department that similar demands belong to, with its share of one.
    """

    owner: str
    sure: bool
    because: tuple[str, ...]
    basis: str = ""
    others: tuple[str, ...] = ()
    cut: tuple[Cut, ...] = ()
    vote: tuple[str, float] = ("", 0.0)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The words, then what was left out, then the vote, each as a person reads it."""
        return tuple(part for part in (*self.because, self.cut_words, self.vote_words) if part)

    @property
    def cut_words(self) -> str:
        """未计入：地铁站旁（地点）、已报警（他人说法）; "" when nothing was left out."""
        pieces = dict.fromkeys(f"{cut.text.strip()}（{cut.kind}）" for cut in self.cut if cut.text.strip())
        return f"未计入：{'、'.join(pieces)}" if pieces else ""

    @property
    def vote_words(self) -> str:
        """相似诉求：多归区体育局; "" without a vote."""
        name, share = self.vote
        how = "多归" if share >= _STRONG else "常归" if share >= _FAIR else "略偏"
        return f"相似诉求：{how}{name}" if name and share >= _HEARD else ""


def likely_owner(
    table: OwnerTable, text: str, category: str = "", merchant: str = "", *, model: OwnerModel | None = None
) -> Likely:
    """The department a demand most likely belongs to; without a model the shipped one votes. A person decides."""
    voter = shipped_model() if model is None else model
    matter, heard = _heard(voter, text, category, merchant)
    words = word_points(table, matter.text, category, merchant)
    known = {owner.name for owner in table.owners}
    vote = heard.among(known | {""})
    shares = _shares(table, words, vote, voter)
    ranked = sorted(shares, key=lambda name: -shares[name])
    best = next((name for name in ranked if name), "")
    if not best or shares[best] < _FAINT or shares.get("", 0.0) > shares[best] + _CLOSE:
        return Likely("", False, (), cut=matter.cuts, vote=_voted(vote))
    close = tuple(name for name in ranked if name and name != best and shares[best] - shares[name] < _CLOSE)
    owner = table.named(best)
    return Likely(
        best,
        _is_sure(best, ranked, shares, words, vote, voter),
        words.found.get(best, ()),
        owner.basis if owner else "",
        close[:_OTHERS],
        matter.cuts,
        vote=_voted(vote),
    )


@lru_cache(maxsize=2048)
def _heard(model: OwnerModel, text: str, category: str, merchant: str) -> tuple[Matter, Vote]:
    """What is left of a text and how the model votes; the table does not matter for it."""
    matter = matter_of(text)
    return matter, model.vote("，".join((matter.text, category, merchant)))


def _shares(table: OwnerTable, words: WordPoints, vote: Vote, model: OwnerModel) -> dict[str, float]:
    """Each department's share of words and vote together; the words alone where the model does not know it."""
    whole = sum(words.points.values()) + _DOUBT
    voted = dict(vote.shares)
    shares = {"": voted.get("", 0.0) / 2}
    for owner in table.owners:
        of_words = words.points.get(owner.name, 0) / whole
        shares[owner.name] = (voted.get(owner.name, 0.0) + of_words) / 2 if owner.name in model.classes else of_words
    return shares


def _is_sure(
    best: str, ranked: list[str], shares: Mapping[str, float], words: WordPoints, vote: Vote, model: OwnerModel
) -> bool:
    points, lead = words.points.get(best, 0), words.lead(best)
    if best not in model.classes:
        return points >= _LEAST_WORDS and lead >= _LEAD
    margin = shares[best] - max((shares[name] for name in ranked if name != best), default=0.0)
    if points < _LEAST:
        return False
    name, share = _voted(vote)
    agreed = name == best and share >= _MOST and lead >= _LEAD
    return margin >= (_AGREED if agreed else _ALONE)


def _voted(vote: Vote) -> tuple[str, float]:
    return vote.shares[0] if vote.shares else ("", 0.0)
