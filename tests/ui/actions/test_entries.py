"""The entries hold no clash, nothing that cannot be shown, and nothing that cannot be done."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QKeySequence

import app
from app.base.resources import resource
from app.rules.queue.names import QueueName
from app.ui.actions.action import Group, button_words
from app.ui.actions.catalogue import PAGES
from app.ui.actions.entries import ACTIONS
from app.ui.actions.key_table import LIST_KEYS
from app.ui.actions.targets import PageAction, RowAction
from app.ui.frame.pages import Page

HOUSE = Path(app.__file__).parent
BY_ID = {entry.id: entry for entry in ACTIONS}
ON_PAGES = [entry for entry in ACTIONS if isinstance(entry, PageAction | RowAction)]
MODULES = sorted(
    f"app.{'.'.join(path.relative_to(HOUSE).with_suffix('').parts)}" for path in HOUSE.rglob("*actions.py")
)


def page_class(name: str) -> type[Page]:
    """The class of a page: what is built at its first visit."""
    build = next(spec.build for spec in PAGES if spec.name == name)
    where = inspect.getclosurevars(build).nonlocals
    found: type[Page] = getattr(importlib.import_module(where["module"]), where["name"])
    return found


def test_no_action_stands_twice_and_no_key_means_two_things() -> None:
    keys = Counter(QKeySequence(key).toString() for entry in ACTIONS for key in entry.keys)
    assert len(BY_ID) == len(ACTIONS)
    assert [key for key, times in keys.items() if times > 1] == []
    assert "" not in keys


def test_no_key_is_the_first_step_of_another() -> None:
    keys = {key for entry in ACTIONS for key in entry.keys} | {key for page in PAGES for key in page.keys}
    first_steps = {key.partition(", ")[0] for key in keys if ", " in key}
    assert first_steps & keys == set()


@pytest.mark.parametrize("entry", ACTIONS, ids=lambda entry: entry.id)
def test_every_action_has_words_a_hint_and_an_icon(entry) -> None:
    assert entry.text
    assert entry.hint
    assert resource("icons", f"{entry.icon}.svg").exists()


def test_the_entries_stand_in_the_order_of_the_headings_of_the_key_table() -> None:
    places = [list(Group).index(entry.group) for entry in ACTIONS]
    assert places == sorted(places)


def test_every_room_with_actions_is_collected() -> None:
    kept = [
        getattr(importlib.import_module(name), "ACTIONS", ()) for name in MODULES if name != "app.ui.actions.entries"
    ]
    assert {entry.id for entries in kept for entry in entries} == set(BY_ID)


def _named(module: ModuleType) -> Iterator[tuple[object, str, str]]:
    """Every `module.name` that the functions of a module use, with what it is looked up in."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = getattr(module, node.value.id, None)
            if isinstance(owner, ModuleType):
                yield owner, owner.__name__, node.attr


@pytest.mark.parametrize("name", MODULES)
def test_everything_that_is_named_lazily_is_there(name: str) -> None:
    module = importlib.import_module(name)
    missing = [f"{where}.{what}" for owner, where, what in _named(module) if not hasattr(owner, what)]
    assert missing == []


@pytest.mark.parametrize("entry", ON_PAGES, ids=lambda entry: entry.id)
def test_an_action_of_a_page_names_the_page_and_what_is_chosen_on_it(entry: PageAction | RowAction) -> None:
    page = page_class(entry.page)
    assert page.name == entry.page
    wanted = list(inspect.signature(entry.do).parameters.values())
    if isinstance(entry, PageAction):
        assert [each.annotation for each in wanted] == [page.__name__]
    else:
        assert wanted[1].annotation == inspect.signature(page.chosen).return_annotation.removesuffix(" | None")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("sign", "F2"), ("contact", "F3"), ("dispatch", "F4"), ("call-back", "F5"), ("return", "F6"),
        ("reveal", "F8"), ("search", "Ctrl+F"), ("import", "Ctrl+I"), ("new-ticket", "Ctrl+N"),
        ("day-log", "Ctrl+E"), ("palette", "Ctrl+K"), ("undo", "Ctrl+Z"), ("help", "F1"), ("back", "Esc"),
    ],
)  # fmt: skip
def test_the_keys_the_desk_was_promised_are_the_first_ones(name: str, key: str) -> None:
    assert BY_ID[name].keys[0] == key


def test_the_words_and_keys_of_the_readme_are_those_of_the_entries() -> None:
    readme = (HOUSE.parent / "README.md").read_text(encoding="utf-8")
    steps = readme[readme.index("## First steps") : readme.index("## Commands")]
    told = re.findall(r"([\u4e00-\u9fff]+) `((?:(?:Ctrl|Alt|Shift)\+)*[A-Z0-9]+)`", steps)
    known = {(entry.text, key) for entry in ACTIONS for key in entry.keys}
    assert len(told) >= 12
    assert [pair for pair in told if pair not in known] == []


def test_every_key_of_the_readme_is_bound() -> None:
    readme = (HOUSE.parent / "README.md").read_text(encoding="utf-8")
    steps = readme[readme.index("## First steps") : readme.index("## Commands")]
    told = set(re.findall(r"`((?:(?:Ctrl|Alt|Shift)\+)+[A-Z]|(?:(?:Ctrl|Shift)\+)*F\d+)`", steps))
    window = {key for entry in ACTIONS for key in entry.keys} | {key for keys, *_ in LIST_KEYS for key in keys.split()}
    of_forms = {
        key
        for path in (HOUSE / "ui").rglob("*.py")
        for key in re.findall(r"[\"　]((?:Ctrl|Alt)\+[A-Z])\"", path.read_text())
    }
    assert len(told) >= 25
    assert told - window - of_forms == set()


def test_ctrl_and_a_digit_open_the_queues_in_their_order() -> None:
    assert [BY_ID[f"queue:{queue}"].keys for queue in QueueName] == [(f"Ctrl+{n}",) for n in (*range(1, 10), 0)]


def test_a_button_shows_its_key() -> None:
    assert button_words(BY_ID["import"]) == "导入　Ctrl+I"


def test_no_action_is_told_by_a_key_that_xfce_takes_for_its_workspaces() -> None:
    taken = {f"Ctrl+F{number}" for number in range(1, 13)}
    assert [entry.id for entry in ACTIONS if entry.keys and entry.keys[0] in taken] == []
