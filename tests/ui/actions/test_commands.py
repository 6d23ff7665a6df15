"""Actions run what they are for; one whose part the window lacks is shown nowhere, one that is refused says why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QListWidgetItem, QWidget

from app.ui.actions.action import Action, Group
from app.ui.actions.command_palette import CommandPalette
from app.ui.actions.commands import Commands
from app.ui.actions.key_table import KeyTable
from app.ui.look.theme import Theme


@dataclass
class Window:
    """A window that notes what was run."""

    parts: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Noted(Action[Window]):
    def run(self, shell: Window) -> None:
        shell.ran.append(self.id)

    def refusal(self, shell: Window) -> str:
        return shell.refused.get(self.id, "")

    def is_there(self, shell: Window) -> bool:
        return self.id in shell.parts


ACTIONS = (
    Noted("sign", "签收", ("F2",), "check", Group.TICKET, "签收所选工单"),
    Noted("return", "退单", ("F6",), "undo-2", Group.TICKET, "登记退单"),
    Noted("import", "导入", ("Ctrl+I",), "download", Group.DESK, "导入工单文件"),
    Noted("help", "按键表", ("F1", "?"), "keyboard", Group.WINDOW, "全部按键"),
)


@pytest.fixture
def theme(qapp: object) -> Theme:
    made = Theme()
    made.apply(datetime(2026, 11, 23, 4, tzinfo=UTC))
    return made


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def commands(theme: Theme, window: Window) -> Commands[Window]:
    return Commands(theme, window, ACTIONS)


@pytest.fixture
def host(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    return made


def darkest(palette: CommandPalette, item: QListWidgetItem) -> int:
    """The lightness of the darkest point of a line's words, as they are painted."""
    line = palette.found.visualItemRect(item)
    words = palette.found.viewport().grab(line.adjusted(36, 4, -4, -4)).toImage()
    return min(words.pixelColor(x, y).lightness() for x in range(words.width()) for y in range(words.height()))


def test_an_action_whose_part_is_missing_is_hidden_and_does_nothing(commands, window) -> None:
    commands.show_parts()
    assert not commands.action("sign").isVisible()
    assert not commands.action("sign").isEnabled()
    commands.run("sign")
    assert window.ran == []
    assert list(commands.every()) == []


def test_an_action_is_shown_and_runs_as_soon_as_its_part_is_there(commands, window) -> None:
    commands.show_parts()
    window.parts.add("sign")
    commands.show_parts()
    commands.action("sign").trigger()
    assert window.ran == ["sign"]
    assert commands.action("sign").isVisible()


def test_a_refused_action_keeps_its_key_so_that_it_can_say_why(commands, window) -> None:
    window.parts.add("sign")
    window.refused["sign"] = "工单已经签收"
    commands.show_parts()
    assert commands.action("sign").isEnabled()
    assert commands.refusal("sign") == "工单已经签收"


def test_an_unknown_action_is_an_error(commands) -> None:
    with pytest.raises(KeyError):
        commands.run("no-such-thing")


def test_the_key_table_lists_what_is_there_and_can_be_searched(commands, window, theme, qtbot) -> None:
    window.parts |= {"sign", "import"}
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


def test_the_palette_finds_by_word_and_does_it(commands, window, theme, host) -> None:
    window.parts |= {"sign", "import", "page:returns"}
    commands.add(Noted("page:returns", "退单登记簿", (), "undo-2", Group.FIND, "打开此页"))
    palette = CommandPalette(commands, theme, host)
    palette.field.setText("登记簿")
    assert palette.found.count() == 1
    palette.field.returnPressed.emit()
    assert window.ran == ["page:returns"]


def test_the_palette_lists_the_exact_name_before_what_only_begins_with_or_mentions_it(
    commands, window, theme, host
) -> None:
    for name, text, hint in (
        ("a", "导出", "把回访写进文件"),
        ("b", "回访质量", ""),
        ("c", "回访", ""),
        ("d", "待回访", ""),
    ):
        window.parts.add(name)
        commands.add(Noted(name, text, (), "undo-2", Group.FIND, hint))
    palette = CommandPalette(commands, theme, host)
    palette.field.setText("回访")
    shown = [palette.found.item(place).text().split("　")[0] for place in range(palette.found.count())]
    assert [text.strip() for text in shown] == ["回访", "回访质量", "待回访", "导出"]


def test_a_refused_action_is_grey_in_the_palette_and_says_why(commands, window, theme, host) -> None:
    window.parts |= {"sign", "import"}
    window.refused["sign"] = "工单已经签收"
    palette = CommandPalette(commands, theme, host)
    sign, take_in = palette.found.item(0), palette.found.item(1)
    assert sign.toolTip() == "工单已经签收"
    assert take_in.toolTip() == "导入工单文件"
    palette.found.setCurrentItem(take_in)
    palette.show()
    assert darkest(palette, sign) > darkest(palette, take_in)
    palette.close()


def test_the_palette_says_when_it_knows_no_such_command(commands, window, theme, host, qtbot) -> None:
    window.parts.add("help")
    palette = CommandPalette(commands, theme, host)
    qtbot.addWidget(palette)
    assert palette.nothing.isHidden()
    palette.field.setText("没有这个")
    assert not palette.nothing.isHidden()
    assert "没有这个" in palette.nothing.text()
