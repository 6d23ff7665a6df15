"""What an office adds to the reading of files: headers of its platform, and words of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from app.base.errors import Refused
from app.base.resources import resource_toml
from app.rules.shared.folding import fold_word
from app.rules.ticket.states import STATUS_WORDS

VERSION = 1
LONGEST_WORD, MOST_WORDS = 60, 3000
_PARTING = frozenset("、；;")
IGNORED, KEPT = "ignored", "kept"
# Field of a column → folded word → the word that stands for it.
Words = Mapping[str, Mapping[str, str]]
NO_WORDS: Words = {}
# The fields whose words can be learned, with the words they may stand for.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "urgency": ("特急", "紧急", "一般"),
    "status": tuple(STATUS_WORDS.values()),
    "source": ("市直派", "区分转", "本地录入"),
    "platform_valid": ("是", "否"),
    "platform_contacted": ("是", "否"),
    "platform_solved": ("解决", "部分解决", "未解决"),
    "platform_satisfied": ("满意", "基本满意", "一般", "不满意", "很不满意", "未评价"),
}


class BadFormat(Refused):
    """A format that cannot be taken; `row` names the entry as (field, meaning), `hint` what to do."""

    def __init__(self, message: str, *, row: tuple[str, str] = ("", ""), field: str = "") -> None:
        super().__init__(message, field=field)
        self.row = row


@dataclass(frozen=True, slots=True)
class Format:
    """Headers by the field they feed, and words of values by field and by the word they stand for."""

    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def by_header(self) -> dict[str, str]:
        """Header → field."""
        return {header: name for name, headers in self.headers.items() for header in headers}

    @property
    def by_word(self) -> Words:
        """Field → folded word → the word that stands for it."""
        return {
            name: {fold_word(word): meaning for meaning, words in meanings.items() for word in words}
            for name, meanings in self.words.items()
        }

    @property
    def size(self) -> int:
        """How many headers and words it holds."""
        return sum(map(len, self.headers.values())) + sum(
            len(words) for meanings in self.words.values() for words in meanings.values()
        )


@dataclass(frozen=True, slots=True)
class Learned:
    """What people taught the reader: headers and words of the format, and headers chosen for files of one kind."""

    by_kind: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    words: Words = field(default_factory=dict)


@cache
def header_fields() -> tuple[str, ...]:
    """The fields that a header can be assigned to, then what feeds none."""
    return (*(name for name in resource_toml("aliases.toml") if name != IGNORED), KEPT, IGNORED)


def read_format(data: Mapping[str, Any]) -> Format:
    """A format from parsed TOML.

    Raises:
        BadFormat: another kind of file, an unknown field or meaning, a word that is empty, too long or given twice,
            or more than 3,000 words.

    """
    if data.get("format") != VERSION:
        raise BadFormat(f"不是本程序的导入格式文件（应有 format = {VERSION}）")
    headers = {
        _known(name, header_fields(), "headers"): _texts(words, (name, ""))
        for name, words in _table(data, "headers").items()
    }
    groups = _table(data, "words")
    words = {
        name: {
            _known(meaning, GROUPS[name], name): _texts(some, (name, meaning))
            for meaning, some in _table(groups, name).items()
        }
        for name in [_known(one, GROUPS, "words") for one in groups]
    }
    whole = Format({name: texts for name, texts in headers.items() if texts}, _filled(words))
    _check_twice(whole)
    if whole.size > MOST_WORDS:
        raise BadFormat(f"写法太多（{whole.size} 个），最多 {MOST_WORDS} 个")
    return whole


def format_data(whole: Format) -> dict[str, object]:
    """A format as data for TOML, as `read_format` reads it."""
    return {
        "format": VERSION,
        "headers": {name: list(texts) for name, texts in whole.headers.items()},
        "words": {
            name: {meaning: list(texts) for meaning, texts in meanings.items()}
            for name, meanings in whole.words.items()
        },
    }


def joined(first: Format, second: Format) -> Format:
    """Both formats as one; where they disagree about a header or a word, `second` counts."""
    headers = _joined(first.headers, second.headers)
    words = {
        name: _joined(first.words.get(name, {}), second.words.get(name, {}))
        for name in dict.fromkeys((*first.words, *second.words))
    }
    return Format(headers, _filled(words))


def _joined(first: Mapping[str, tuple[str, ...]], second: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    anew = {fold_word(text) for texts in second.values() for text in texts}
    result: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys((*first, *second)):
        kept = tuple(text for text in first.get(name, ()) if fold_word(text) not in anew)
        if texts := (*kept, *second.get(name, ())):
            result[name] = texts
    return result


def _filled(words: Mapping[str, Mapping[str, tuple[str, ...]]]) -> dict[str, dict[str, tuple[str, ...]]]:
    full = {name: {meaning: texts for meaning, texts in some.items() if texts} for name, some in words.items()}
    return {name: some for name, some in full.items() if some}


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, Mapping):
        raise BadFormat(f"“{name}”应为一个表")
    return table


def _known(name: str, names: Iterable[str], where: str) -> str:
    if name not in names:
        raise BadFormat(f"“{where}”里的“{name[:30]}”不认识")
    return name


def _texts(value: object, row: tuple[str, str]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise BadFormat(f"“{row[1] or row[0]}”应为一个列表", row=row)
    texts = []
    for one in value:
        text = " ".join(one.split()) if isinstance(one, str) else ""
        if not text or len(text) > LONGEST_WORD or _PARTING & {*text}:
            message = f"“{str(one)[:30]}”不能作写法：应为 1 至 {LONGEST_WORD} 个字，没有顿号和分号"
            raise BadFormat(message, row=row, field="words")
        texts.append(text)
    return tuple(dict.fromkeys(texts))


def _check_twice(whole: Format) -> None:
    _check_once(whole.headers, "栏目")
    for name, meanings in whole.words.items():
        _check_once(meanings, name)


def _check_once(table: Mapping[str, tuple[str, ...]], where: str) -> None:
    seen: dict[str, str] = {}
    for meaning, texts in table.items():
        for text in texts:
            before = seen.setdefault(fold_word(text), meaning)
            if before != meaning:
                raise BadFormat(f"“{text}”写了两次，意思不同", row=(where, meaning), field="words")
