"""How a ticket field is declared: the kind of its value, where it is hidden, typed, printed, filtered and logged."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field

from app.rules.shared.worded import Worded


class Kind(enum.Enum):
    """The kind of a field's value.

    `LEVEL` is the code of a level of urgency, whose words the rules give. `TEXTS` are texts by name, kept as JSON;
    `NUMBER` is a whole number that always exists.
    """

    TEXT = enum.auto()
    LONG_TEXT = enum.auto()
    CODE = enum.auto()
    LEVEL = enum.auto()
    INSTANT = enum.auto()
    COUNT = enum.auto()
    NUMBER = enum.auto()
    FLAG = enum.auto()
    TEXTS = enum.auto()


class Mask(enum.Enum):
    """What is hidden until a journalled reveal: numbers in a text, a list of numbers, or a phone cell as written."""

    NONE = enum.auto()
    IN_TEXT = enum.auto()
    NUMBERS = enum.auto()
    CELL = enum.auto()


class Form(enum.Enum):
    """Where a person types the field: not at all, when editing, or also in the form for a new ticket."""

    NONE = enum.auto()
    EDIT = enum.auto()
    NEW = enum.auto()


class Json(enum.Enum):
    """Where the commands' JSON has the field: nowhere, in the line of a list (and the whole ticket), or only whole."""

    NONE = enum.auto()
    LINE = enum.auto()
    WHOLE = enum.auto()


class Fact(Worded):
    """The lines of facts in the ticket panel, in their order."""

    CATEGORY = "category", "分类"
    MERCHANT = "merchant", "商户"
    PLACE = "place", "地点"
    UNIT = "unit", "承办"
    ORIGIN = "origin", "来源"
    SIGNED = "signed", "签收"
    TIMES = "times", "联系与反馈"
    CALLER_ADDRESS = "caller-address", "来电地址"
    TIME_CLASS = "time-class", "办理类别"
    TAGS = "tags", "标签"
    OTHER_NUMBER = "other-number", "另一编号"
    PLATFORM_STATUS = "platform-status", "平台状态"
    CLOSED = "closed", "办结"
    FLAGS = "flags", "标记"


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A filter over the list; `offers` names the columns whose values it offers, the first that has any."""

    name: str
    word: str
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogColumn:
    """A column of the day's log; `flow` and `signed` say in which of the sheets 工单流水 and 签收 it stands.

    `order` is its place from left to right.
    """

    order: int
    heading: str
    width: int
    long: bool = False
    flow: bool = True
    signed: bool = False


@dataclass(frozen=True, slots=True)
class TicketField:
    """One field; what is not declared does not apply.

    `word` is its name on screens and in the journal; a change of a field without one is not journalled. `words` are the
    words of its codes, `first` is the code of a new ticket. `headers` names the keys of resources/aliases.toml whose
    columns feed it. `fact` is its line in the panel, `flag_word` what that line says when the flag is set, `question`
    what the platform asked, of its last answers, `first_question` of its first. `listed` fields are part of a list
    line; from `merchant` fields the merchant is read. `at_desk` fields never come with a new ticket.
    """

    name: str
    word: str = ""
    kind: Kind = Kind.TEXT
    _: KW_ONLY
    words: Mapping[str, str] = field(default_factory=dict)
    first: str = ""
    headers: tuple[str, ...] = ()
    form: Form = Form.NONE
    searched: bool = False
    merchant: bool = False
    mask: Mask = Mask.NONE
    fact: Fact | None = None
    flag_word: str = ""
    question: str = ""
    first_question: str = ""
    filter: ListFilter | None = None
    listed: bool = False
    json: Json = Json.NONE
    json_key: str = ""
    log: LogColumn | None = None
    at_desk: bool = False

    @property
    def key(self) -> str:
        """Its name in the commands' JSON."""
        return self.json_key or self.name
