"""Every public function of the rules and readers that takes a foreign text, found by walking the modules."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from types import FunctionType

import app
from app.rules.contact.states import AttemptOutcome
from app.rules.exclusion.catalogue import shipped_catalogues
from app.rules.law.calendar import load_calendar
from app.rules.merchant.mentions import TicketText
from app.rules.merchant.words import Words, words_with
from app.rules.owner.table import shipped_owners
from app.rules.reply.check import CheckFacts
from app.rules.reply.dates import Times
from app.rules.reply.demands import Demand
from app.rules.reply.form import reply_fields
from app.rules.reply.texts import shipped_phrases

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
_PACKAGES = ("app.rules", "app.files", "app.desk", "app.ui.law", "app.ui.queue", "app.ui.ticket", "app.ui.sign")
# Functions whose one text is a name of the product, never a foreign text, or that take the texts of the fields of a
# form by name, or a rule as the product writes it; and one that promises ValueError.
_NAMES_ONLY = frozenset(
    {
        "app.desk.intake.columns.field_word",
        "app.desk.intake.format_rows.header_meaning",
        "app.desk.ticket.words.field_text",
        "app.files.readers.delimited.rows_of_text",
        "app.desk.shared.conflict.saving",
        "app.rules.law.spoken_times.number_of",
        "app.rules.shared.spelling_tables.meaning_of",
        "app.rules.shared.spelling_tables.meanings_of",
        "app.rules.survey.platform_answers.contradict",
        "app.rules.survey.platform_answers.read_answer",
        "app.rules.ticket.fields.masked",
        "app.rules.exclusion.type_texts.type_from",
        "app.rules.task.repeats.comes_at",
        "app.rules.task.repeats.next_due",
        "app.rules.task.repeats.repeat_of",
        "app.rules.task.repeats.rule_words",
        "app.ui.law.field_texts.form_from",
        "app.ui.law.field_texts.named_texts",
        "app.ui.law.fields.level_names",
        "app.ui.law.level_texts.with_level",
        "app.ui.ticket.facts.text_block",
    }
)


@dataclass(frozen=True, slots=True)
class TextRule:
    """A function with all its arguments but the text filled in."""

    name: str
    call: Callable[[str], object]


@cache
def text_rules() -> tuple[TextRule, ...]:
    """The rules by name. Caches are left out, so that each call does its work."""
    return tuple(sorted(_found(), key=lambda rule: rule.name))


def own_error(error: BaseException) -> bool:
    """Whether an exception is one of the product's own refusals."""
    return type(error).__module__.startswith("app.")


def _found() -> Iterator[TextRule]:
    for info in pkgutil.walk_packages(app.__path__, "app."):
        if not info.name.startswith(_PACKAGES):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            function = inspect.unwrap(value) if callable(value) else None
            whole = f"{info.name}.{name}"
            if not isinstance(function, FunctionType) or function.__module__ != info.name or whole in _NAMES_ONLY:
                continue
            filled = None if name.startswith("_") else _filled(function)
            if filled is not None:
                yield TextRule(whole.removeprefix("app."), filled)


def _filled(function: FunctionType) -> Callable[[str], object] | None:
    """The function of a text alone; None when it takes no text, or something that cannot be made here."""
    makes: dict[str, Callable[[str], object]] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        make = _MAKES.get(str(parameter.annotation))
        if parameter.annotation == "Words" and function.__globals__["Words"] is not Words:
            make = None  # other rooms have words of their own
        if make is None and parameter.default is parameter.empty:
            return None
        if make is not None and parameter.default is parameter.empty:
            makes[name] = make
    takes_text = any(function.__annotations__[name] in _TEXTS for name in makes)
    return _caller(function, makes) if takes_text else None


_PHONES = ("13800000001",)
_TEXTS = ("str", "object", "Mapping[str, str]", "TicketText")
_MAKES: Mapping[str, Callable[[str], object]] = {
    "str": str,
    "object": str,
    "Mapping[str, str]": lambda text: {field.name: text for field in reply_fields()},
    "TicketText": lambda text: TicketText(1, NOW, text, text, text, text, text, text, text),
    "Words": lambda _: words_with(),
    "datetime": lambda _: NOW,
    "date": lambda _: NOW.date(),
    "int": lambda _: 20,
    "bool": lambda _: True,
    "Calendar": lambda _: load_calendar(),
    "OwnerTable": lambda _: shipped_owners(),
    "Catalogue": lambda _: shipped_catalogues()[-1],
    "Demand": lambda text: Demand(text[:60], 0),
    "Times": lambda _: Times(NOW, NOW, NOW, (NOW,)),
    "CheckFacts": lambda text: CheckFacts(
        text,
        text,
        ("13800000001",),
        NOW,
        NOW,
        ((NOW, AttemptOutcome.REACHED),),
        NOW,
        load_calendar(),
        shipped_phrases(),
    ),
    "Iterable[str]": lambda _: _PHONES,
    "Sequence[str]": lambda _: _PHONES,
    "Sequence[object]": lambda text: [text, text, text],
    "tuple[str, ...]": lambda _: _PHONES,
}


def _caller(function: FunctionType, makes: Mapping[str, Callable[[str], object]]) -> Callable[[str], object]:
    only = inspect.Parameter.KEYWORD_ONLY
    kinds = {name: parameter.kind for name, parameter in inspect.signature(function).parameters.items()}
    by_place = [make for name, make in makes.items() if kinds[name] is not only]
    by_name = {name: make for name, make in makes.items() if kinds[name] is only}

    def call(text: str) -> object:
        named = {name: make(text) for name, make in by_name.items()}
        result = function(*(make(text) for make in by_place), **named)
        return list(result) if isinstance(result, Iterator) else result

    return call
