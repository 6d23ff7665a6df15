"""Decisions of persons about merchants: two are one, two are two, names stand apart; each can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.base.changes import Change, Outcome, Undo
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.merchant.records import NewDecision
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.merchant.decisions import DECISION_WORDS, DecisionKind
from app.rules.ticket.moves import TAKE_BACK_WITHIN

CHANGES = Change.MERCHANTS | Change.JOURNAL
_VERBS = {
    DecisionKind.CONFIRM: JournalVerb.MERCHANT_CONFIRM,
    DecisionKind.REFUSE: JournalVerb.MERCHANT_REFUSE,
    DecisionKind.MERGE: JournalVerb.MERCHANT_MERGE,
    DecisionKind.SPLIT: JournalVerb.MERCHANT_SPLIT,
}


def confirm(desk: Desk, *, person: Person, first: int, second: int, note: str = "") -> Outcome[int]:
    """Says that two proposed merchants are one; returns the id of the whole. `take_back` is the reverse.

    Raises:
        Refused: they are one already, or no ticket names one of them any more.

    """
    return _decide_pair(desk, person, DecisionKind.CONFIRM, (first, second), note)


def refuse(desk: Desk, *, person: Person, first: int, second: int, note: str = "") -> Outcome[int]:
    """Says that two proposed merchants are two; they are not proposed again. `take_back` is the reverse.

    Raises:
        Refused: they are one already, or no ticket names one of them any more.

    """
    return _decide_pair(desk, person, DecisionKind.REFUSE, (first, second), note)


def merge(desk: Desk, *, person: Person, merchant_ids: Sequence[int], note: str = "") -> Outcome[int]:
    """Makes several merchants one by hand, whether proposed or not; returns the id of the whole.

    Raises:
        Refused: fewer than two different merchants are named.

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        groups = sorted({_group(stores, number) for number in merchant_ids})
        if len(groups) < 2:
            raise Refused("请选择两家以上不同的商户再合并", hint="在列表里按住 Ctrl 逐行选择")
        pairs = [(groups[0], other) for other in groups[1:]]
        return _keep(desk, stores, person, DecisionKind.MERGE, pairs, note, _named(stores, groups))


def split(desk: Desk, *, person: Person, merchant_id: int, forms: Sequence[str], note: str = "") -> Outcome[int]:
    """Takes names (cleaned forms) out of a merchant: their tickets, present and to come, are a merchant of their own.

    Returns the id of the new merchant.

    Raises:
        Refused: no name is chosen, or all of them (field "forms").

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        group = _group(stores, merchant_id)
        known = {one.form for one in stores.merchants.mentions_of(group)}
        chosen = [form for form in dict.fromkeys(forms) if form in known]
        if not chosen:
            raise Refused("请选择要拆出的名称", field="forms")
        if len(chosen) == len(known):
            raise Refused("不能拆出全部名称，请至少留下一个", field="forms")
        named = f"{_named(stores, [group])}：{'、'.join(chosen)}"
        apart = 0
        made: list[NewDecision] = []
        for form in chosen:
            for key in stores.merchants.keys_of(group, form):
                apart = apart or stores.merchants.decisions.new_key(key, form)
                made.append(_decision(desk, person, DecisionKind.SPLIT, (key, apart), note, form))
        for key in stores.merchants.keys_of(group):
            made.append(_decision(desk, person, DecisionKind.REFUSE, (key, apart), note))
        kept = [stores.merchants.decisions.decide(one) for one in made]
        _write(desk, stores, person, DecisionKind.SPLIT, named, note)
    return Outcome(CHANGES, apart, f"已拆开 {named}", _undo(desk, person, kept, f"{named} 拆开"))


def take_back(desk: Desk, *, person: Person, decision_ids: Sequence[int]) -> Outcome[tuple[int, ...]]:
    """Takes decisions back, whenever they were made: the merchants stand as without them.

    Raises:
        Refused: one of them was taken back already.
        EditConflict: somebody else does so at the moment.

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        found = [stores.merchants.decisions.get(number) for number in decision_ids]
        records = [one for one in found if one is not None and one.ended_at is None]
        if not records or len(records) != len(found):
            raise Refused("这项决定已撤回", hint="请刷新后再看")
        named = _named(stores, [records[-1].first_id, records[-1].second_id])
        for one in reversed(records):
            with saving("商户的决定"):
                stores.merchants.decisions.end(one, desk.now(), person.name)
        word = DECISION_WORDS[records[0].kind]
        write_line(desk, stores, person, JournalVerb.MERCHANT_TAKE_BACK, f"撤回{word}：{named}")
    return Outcome(CHANGES, tuple(decision_ids), f"已撤回{word}：{named}")


def _decide_pair(desk: Desk, person: Person, kind: DecisionKind, merchants: tuple[int, int], note: str) -> Outcome[int]:
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        first, second = (_group(stores, number) for number in merchants)
        if first == second:
            raise Refused("这两个名称已经是同一商户", hint="请刷新后再看")
        pairs = stores.merchants.pairs_between(first, second) or [(min(first, second), max(first, second))]
        return _keep(desk, stores, person, kind, pairs, note, _named(stores, [first, second]))


def _keep(
    desk: Desk,
    stores: Stores,
    person: Person,
    kind: DecisionKind,
    pairs: Sequence[tuple[int, int]],
    note: str,
    named: str,
) -> Outcome[int]:
    kept = [stores.merchants.decisions.decide(_decision(desk, person, kind, pair, note)) for pair in pairs]
    _write(desk, stores, person, kind, named, note)
    whole = stores.merchants.group_of(pairs[0][0]) or 0
    words = DECISION_WORDS[kind]
    return Outcome(CHANGES, whole, f"{words}：{named}", _undo(desk, person, kept, f"{named} {words}"))


def _decision(
    desk: Desk, person: Person, kind: DecisionKind, pair: tuple[int, int], note: str, form: str = ""
) -> NewDecision:
    return NewDecision(kind, *pair, form=form, note=note.strip(), made_at=desk.now(), made_by=person.name)


def _write(desk: Desk, stores: Stores, person: Person, kind: DecisionKind, named: str, note: str) -> None:
    write_line(desk, stores, person, _VERBS[kind], f"{named}（{note.strip()}）" if note.strip() else named)


def _undo(desk: Desk, person: Person, kept: Sequence[int], words: str) -> Undo:
    reverse = partial(take_back, person=person, decision_ids=tuple(kept))
    return Undo(reverse, desk.now() + TAKE_BACK_WITHIN, f"{words}（{to_local(desk.now()):%H:%M}）")


def _group(stores: Stores, merchant_id: int) -> int:
    found = stores.merchants.group_of(merchant_id)
    if found is None:
        raise Refused("没有这家商户", hint="请刷新后再看")
    return found


def _named(stores: Stores, merchant_ids: Sequence[int]) -> str:
    groups = dict.fromkeys(_group(stores, number) for number in merchant_ids)
    names = stores.merchants.names([*groups])
    return "、".join(names.get(number, f"商户 {number}") for number in groups)
