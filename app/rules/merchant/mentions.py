"""What one ticket says about its merchant: the name from 企业名称 or, where that names nobody, from the text."""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from app.rules.merchant.addresses import BRANCH, Place, read_places
from app.rules.merchant.names import Name, clean_name, read_name
from app.rules.merchant.sentences import merchant_in_text, names_possible
from app.rules.merchant.words import Words
from app.rules.shared.phones import AREA, same_phone
from app.rules.shared.places import find_street, read_street

_PHONES = re.compile(
    rf"(?<![0-9])(?:1[3-9][0-9]{{9}}|(?:{AREA}-?)?[2-8][0-9]{{7}}|400-?[0-9]{{3}}-?[0-9]{{4}})(?![0-9])"
)
_TEXT_ADDRESS = 400


class Source(enum.StrEnum):
    """Where a name was read."""

    COLUMN = "column"
    TEXT = "text"


SOURCE_WORDS = {Source.COLUMN: "企业名称", Source.TEXT: "正文写到"}


@dataclass(frozen=True, slots=True)
class TicketText:
    """The columns of a ticket from which its merchant is read."""

    ticket_id: int
    received_at: datetime
    merchant: str = ""
    title: str = ""
    content: str = ""
    category: str = ""
    place: str = ""
    street: str = ""
    phones: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A merchant as one ticket names it.

    `name` as written; `form` cleaned, by which hand-made decisions find it again; `trade` from the name, else from the
    category or the goods of the text, else ""; `phones` are those in the text that are not the caller's.
    """

    ticket_id: int
    name: str
    form: str
    source: Source
    brand: str
    trade: str
    common: bool
    street: str
    address: str
    places: tuple[Place, ...]
    phones: tuple[str, ...]
    received_at: datetime

    @property
    def key(self) -> str:
        """The key that mentions of one merchant share: brand and trade; of common brands the street too."""
        return "|".join((self.brand, self.trade, self.street if self.common else ""))


def mentions_of(tickets: Iterable[TicketText], words: Words) -> list[Mention]:
    """What all tickets say: those of columns first, by whose names the texts are read."""
    told = [*tickets]
    found = {one.ticket_id: mention_in_column(one, words) for one in told}
    known = {one.key for one in found.values() if one is not None}
    for one in told:
        if found[one.ticket_id] is None:
            found[one.ticket_id] = mention_in_text(one, words, known)
    return [mention for mention in found.values() if mention is not None]


def mention_in_column(ticket: TicketText, words: Words) -> Mention | None:
    """The merchant that 企业名称 names; None where it names none."""
    written = ticket.merchant.strip()
    name = read_name(written, words) if written else None
    return None if name is None else _mention(ticket, Source.COLUMN, written, name, words)


def mention_in_text(ticket: TicketText, words: Words, known: Collection[str]) -> Mention | None:
    """The merchant that the text names: one of the `known` keys of columns before what the sentence says."""
    for written, name in names_possible(ticket.title, ticket.content, words):
        if key_of(name, street_of(ticket, written)) in known:
            return _mention(ticket, Source.TEXT, written, name, words)
    sight = merchant_in_text(ticket.title, ticket.content, words)
    return None if sight is None else _mention(ticket, Source.TEXT, sight.text, sight.name, words)


def possible_keys(ticket: TicketText, words: Words) -> tuple[str, ...]:
    """The keys that the text of a ticket would be read as if a column named them."""
    possible = names_possible(ticket.title, ticket.content, words)
    return tuple(dict.fromkeys(key_of(name, street_of(ticket, written)) for written, name in possible))


def key_of(name: Name, street: str) -> str:
    """The key that mentions of one merchant share: brand and trade; of common brands the street too."""
    return "|".join((name.brand, name.trade, street if name.common else ""))


def street_of(ticket: TicketText, written: str) -> str:
    """The street of a ticket, from its column, its place or the name."""
    return read_street(ticket.street) or find_street(f"{ticket.place}{written}")


def _mention(ticket: TicketText, source: Source, written: str, name: Name, words: Words) -> Mention:
    address = ticket.place.strip()
    places = read_places(address) or _places_in_text(ticket.content) or _place_of_branch(name.branch)
    return Mention(
        ticket_id=ticket.ticket_id,
        name=" ".join(written.split()),
        form=clean_name(written),
        source=source,
        brand=name.brand,
        trade=name.trade or trade_of_context(ticket, name, words),
        common=name.common,
        street=street_of(ticket, written),
        address=address or name.branch,
        places=places,
        phones=_phones(ticket),
        received_at=ticket.received_at,
    )


def trade_of_context(ticket: TicketText, name: Name, words: Words) -> str:
    """The trade of a merchant whose name says none: behind its brand in the text, else of the goods; "" if unclear."""
    text = f"{ticket.title}\n{ticket.content}".lower()
    at = text.find(name.brand)
    while at >= 0:
        found = words.trade.match(text, at + len(name.brand))
        if found:
            return words.trades[found[0]]
        at = text.find(name.brand, at + 1)
    told = (
        {words.goods.get(one) or words.trades[one] for one in words.good_or_trade.findall(ticket.category.lower())},
        {words.goods[one] for one in words.good.findall(text)},
    )
    return next((trades.pop() for trades in told if len(trades) == 1), "")


def _phones(ticket: TicketText) -> tuple[str, ...]:
    found = dict.fromkeys(
        one.replace("-", "") for one in _PHONES.findall(f"{ticket.title}{ticket.content}{ticket.merchant}")
    )
    own = ticket.phones.split()
    return tuple(one for one in found if not any(one == mine or same_phone(one, mine) for mine in own))


def _place_of_branch(branch: str) -> tuple[Place, ...]:
    """The place that a branch is named after."""
    return tuple(Place(place.name, BRANCH) for place in read_places(branch)) if branch else ()


def _places_in_text(text: str) -> tuple[Place, ...]:
    """The first place with a house number that a text names."""
    found = _ADDRESS.search(text[:_TEXT_ADDRESS])
    return read_places(found[0]) if found else ()


_ADDRESS = re.compile(
    "(?:北京市?)?(?:昌平区?)?[\u4e00-\u9fff]{2,12}?(?:(?:大街|[东西南北中]?路|街|胡同)(?:甲|乙)?[0-9一二三四五六七八九十]+号(?:院)?"
    "|(?:小区|社区|家园|花园|苑|园|里|庄|村)(?:[东西南北中]区|[0-9一二三四五六七八九十]+区)?(?:[0-9一二三四五六七八九十]+(?:号楼|号院|栋|号)|底商))"
)
