"""The action table holds no clash and nothing that cannot be shown."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence

from app.base.resources import resource
from app.rules.states import QueueName
from app.ui.actions import ACTIONS, BY_ID, button_words


def test_no_action_stands_twice_and_no_key_means_two_things() -> None:
    keys = [QKeySequence(key).toString() for spec in ACTIONS for key in spec.keys]
    assert len(BY_ID) == len(ACTIONS)
    assert len(set(keys)) == len(keys)
    assert "" not in keys


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.id)
def test_every_action_has_words_a_hint_and_an_icon(spec) -> None:
    assert spec.text
    assert spec.hint
    assert resource("icons", f"{spec.icon}.svg").exists()


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


def test_ctrl_and_a_digit_open_the_queues_in_their_order() -> None:
    assert [BY_ID[f"queue:{queue}"].keys for queue in QueueName] == [(f"Ctrl+{n}",) for n in range(1, 10)]


def test_a_button_shows_its_key() -> None:
    assert button_words(BY_ID["import"]) == "导入　Ctrl+I"
