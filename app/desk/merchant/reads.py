"""Reads of merchants: as they stand, and as they stood at an instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.base.clock import local_minute
from app.desk.merchant.keeping import keep_current, reading_words
from app.desk.merchant.rows import (
    DecisionRow,
    MerchantDetail,
    MerchantList,
    MerchantRegister,
    MerchantRow,
    NameRow,
    ProposalRow,
    TicketMerchant,
)
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.merchant.decisions import DECISION_WORDS
from app.rules.merchant.folding import Folded, fold, ranked_names
from app.rules.merchant.mentions import SOURCE_WORDS, Mention
from app.rules.shared.masking import mask_phone, mask_text

MONTH, QUARTER = timedelta(days=30), timedelta(days=90)
_MOST = 2000


def folded_at(stores: Stores, until: datetime) -> Folded:
    """The merchants and proposals, judged with the tickets received by `until` and the decisions of persons."""
    return fold(
        stores.merchants.all_mentions(until), stores.merchants.index.decisions(), ids=stores.merchants.decisions.ids()
    )


def folded_now(stores: Stores) -> Folded:
    """The merchants and proposals as the register keeps them."""
    return Folded(stores.merchants.all(), stores.merchants.proposals(open_only=False))


def register(desk: Desk, *, at: datetime | None = None) -> MerchantRegister:
    """Every merchant with its ticket numbers, and the open proposals; with `at` as they stood then."""
    keep_current(desk)
    with desk.register.reading() as stores:
        found = folded_now(stores) if at is None else folded_at(stores, at)
        ids = [ticket for one in found.merchants for ticket in one.ticket_ids]
        numbers = dict(zip(ids, stores.facts.numbers(ids), strict=True))
    still = tuple(one for one in found.proposals if one.state == "open")
    return MerchantRegister(Folded(found.merchants, still), numbers)


def listing(desk: Desk, *, text: str = "") -> MerchantList:
    """The merchants with the most tickets in the last 30 days, then in 90; with `text` those with it in a name."""
    now = desk.now()
    with desk.register.reading() as stores:
        found = stores.merchants.counts(
            since_30=now - MONTH, since_90=now - QUARTER, until=now, limit=_MOST, text=text.strip()
        )
        proposals = stores.merchants.proposals()
        reading = reading_words(stores)
    doubts: dict[int, int] = {}
    for one in proposals:
        for number in one.merchants:
            doubts[number] = doubts.get(number, 0) + 1
    rows = tuple(
        MerchantRow(
            id=one.id,
            name=mask_text(one.name),
            trade=one.trade,
            streets=one.streets,
            tickets=one.tickets,
            in_30_days=one.in_30_days,
            in_90_days=one.in_90_days,
            last_at=one.last_at,
            doubts=doubts.get(one.id, 0),
        )
        for one in found
    )
    return MerchantList(rows, len(proposals), reading)


def detail(desk: Desk, *, merchant_id: int) -> MerchantDetail | None:
    """One merchant; None where no ticket names it any more."""
    now = desk.now()
    with desk.register.reading() as stores:
        found = stores.merchants.get(merchant_id)
        if found is None:
            return None
        mentions = stores.merchants.mentions_of(found.id)
        proposals = _proposals(stores, found.id)
        decisions = _decisions(stores, found.id)
    row = MerchantRow(
        id=found.id,
        name=mask_text(found.name),
        trade=found.trade,
        streets="、".join(dict.fromkeys(one.street for one in mentions if one.street)),
        tickets=len(mentions),
        in_30_days=sum(one.received_at >= now - MONTH for one in mentions),
        in_90_days=sum(one.received_at >= now - QUARTER for one in mentions),
        last_at=mentions[-1].received_at,
        doubts=len(proposals),
    )
    return MerchantDetail(
        row=row,
        names=_names(mentions),
        places=tuple(mask_text(place) for place in found.places),
        phones=tuple(mask_phone(phone) for phone in found.phones),
        ticket_ids=found.ticket_ids,
        proposals=proposals,
        decisions=decisions,
    )


def tickets_of(desk: Desk, *, merchant_ids: Sequence[int]) -> tuple[int, ...]:
    """The tickets of several merchants, in the order of receipt of each."""
    with desk.register.reading() as stores:
        found = [ticket for number in merchant_ids for ticket in stores.merchants.ticket_ids(number)]
    return tuple(dict.fromkeys(found))


def of_ticket(desk: Desk, *, ticket_id: int) -> TicketMerchant | None:
    """The merchant that a ticket names, with its tickets of the last 30 days; None where it names none."""
    now = desk.now()
    with desk.register.reading() as stores:
        number = stores.merchants.of_ticket(ticket_id)
        if number is None:
            return None
        recent = stores.merchants.tickets_since(number, now - MONTH)
        name = stores.merchants.names([number]).get(number, "")
    return TicketMerchant(number, mask_text(name), recent)


def _names(mentions: list[Mention]) -> tuple[NameRow, ...]:
    counts: dict[str, int] = {}
    first: dict[str, Mention] = {}
    for one in mentions:
        counts[one.name] = counts.get(one.name, 0) + 1
        first.setdefault(one.name, one)
    return tuple(
        NameRow(mask_text(name.text), first[name.text].form, SOURCE_WORDS[first[name.text].source], name.tickets)
        for name in ranked_names(counts)
    )


def _proposals(stores: Stores, merchant_id: int) -> tuple[ProposalRow, ...]:
    found = stores.merchants.proposals(merchant_id=merchant_id)
    others = {one: next(number for number in one.merchants if number != merchant_id) for one in found}
    names = stores.merchants.names([*others.values()])
    return tuple(
        ProposalRow(
            *one.merchants,
            other=other,
            name=mask_text(names.get(other, "")),
            tickets=len(stores.merchants.ticket_ids(other)),
            score=one.score,
            reasons=one.reasons,
            shares_place_or_phone=one.shares_place_or_phone,
        )
        for one, other in others.items()
    )


def _decisions(stores: Stores, merchant_id: int) -> tuple[DecisionRow, ...]:
    """The decisions in force about a merchant, those of one act together, the newest first."""
    acts: dict[tuple[object, ...], list[int]] = {}
    records = {}
    for one in stores.merchants.decisions.listing(in_force_only=True, about=merchant_id):
        key = (one.made_at, one.made_by, one.note)
        acts.setdefault(key, []).append(one.id)
        records[one.id] = one
    rows = []
    for ids in acts.values():
        first = records[min(ids)]
        words = f"{local_minute(first.made_at)} {first.made_by} {DECISION_WORDS[first.kind]}"
        rows.append(DecisionRow(tuple(sorted(ids)), first.kind, words, first.made_at, first.made_by, first.note))
    return tuple(rows)
