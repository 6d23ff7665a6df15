"""Actions do what they are bound to; what is not bound is not shown."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from app.ui.command_palette import CommandPalette
from app.ui.commands import Commands
from app.ui.key_table import KeyTable
from app.ui.theme import Theme


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme()


@pytest.fixture
def commands(theme: Theme) -> Commands:
    return Commands(theme)


def test_an_action_that_is_not_bound_is_hidden_and_does_nothing(commands: Commands) -> None:
    assert not commands.action("sign").isVisible()
    assert not commands.action("sign").isEnabled()
    commands.run("sign")
    assert list(commands.bound()) == []


def test_a_bound_action_is_shown_and_runs(commands: Commands) -> None:
    ran: list[str] = []
    commands.bind("sign", lambda: ran.append("sign"))
    commands.action("sign").trigger()
    assert ran == ["sign"]
    assert commands.action("sign").isVisible()


def test_binding_an_unknown_action_is_an_error(commands: Commands) -> None:
    with pytest.raises(KeyError):
        commands.bind("no-such-thing", lambda: None)


def test_the_key_table_lists_what_works_and_can_be_searched(commands: Commands, theme: Theme, qtbot) -> None:
    commands.bind("sign", lambda: None)
    commands.bind("import", lambda: None)
    table = KeyTable(commands, theme)
    qtbot.addWidget(table)
    assert {"签收", "导入"} <= set(table.shown())
    assert "退单" not in table.shown()
    table.filter.setText("ctrl+i")
    assert table.shown() == ["导入"]
    table.filter.setText("没有这样的词")
    assert table.shown() == []
    assert "没有这样的词" in table.nothing.text()
    assert not table.nothing.isHidden()


def test_the_palette_finds_by_word_and_does_it(commands: Commands, theme: Theme, qtbot) -> None:
    ran: list[str] = []
    commands.bind("sign", lambda: ran.append("sign"))
    commands.bind("import", lambda: ran.append("import"))
    commands.add_page("returns", "退单登记簿", "undo-2", lambda: ran.append("page"))
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 700)
    palette = CommandPalette(commands, theme, host)
    palette.field.setText("登记簿")
    assert palette.found.count() == 1
    palette.field.returnPressed.emit()
    assert ran == ["page"]


def test_the_palette_says_when_it_knows_no_such_command(commands: Commands, theme: Theme, qtbot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 700)
    commands.bind("help", lambda: None)
    palette = CommandPalette(commands, theme, host)
    qtbot.addWidget(palette)
    assert palette.nothing.isHidden()
    palette.field.setText("没有这个")
    assert not palette.nothing.isHidden()
    assert "没有这个" in palette.nothing.text()
