"""The rule for the input module, and the sentences about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.base.input_method import InputDaemon, InputState, InputSurroundings, InputWish, choose

QT = frozenset({"ibus", "compose", "xim"})
IBUS, FCITX5, FCITX4 = InputDaemon.IBUS, InputDaemon.FCITX5, InputDaemon.FCITX4


@pytest.mark.parametrize("asked", ["", "fcitx", "fcitx5", "xim", "compose", "ibus", "nonsense"])
@pytest.mark.parametrize("daemon", [IBUS, FCITX5])
def test_where_a_daemon_answers_ibus_is_used_whatever_is_asked(asked: str, daemon: InputDaemon) -> None:
    state = choose(InputSurroundings(asked, QT, daemon))
    assert (state.used, state.daemon, state.works, state.hint) == ("ibus", daemon, True, "")
    assert dict(state.variables) == {"QT_IM_MODULE": "ibus", "QT_IM_MODULES": "ibus"}


def test_a_module_that_qt_has_and_that_reaches_an_input_method_is_kept() -> None:
    state = choose(InputSurroundings("fcitx", QT | {"fcitx"}, FCITX5))
    assert (state.used, state.variables, state.works) == ("fcitx", (), True)
    assert state.words == "中文输入：按系统设置使用 fcitx"


@pytest.mark.parametrize("asked", ["", "fcitx", "xim", "ibus"])
def test_without_a_daemon_nothing_types_chinese_and_the_hint_says_what_to_do(asked: str) -> None:
    state = choose(InputSurroundings(asked, QT))
    assert not state.works
    assert state.words == "现在不能输入中文：没有可用的输入法"
    assert "fcitx5-chinese-addons" in state.hint


@pytest.mark.parametrize(
    ("other", "part"), [(FCITX4, "正在运行的是 fcitx 4"), (FCITX5, "“IBus 前端”"), (IBUS, "重新启动 ibus")]
)
def test_a_daemon_that_runs_without_answering_has_its_own_hint(other: InputDaemon, part: str) -> None:
    assert part in choose(InputSurroundings("fcitx", QT, other=other)).hint


def test_the_replaced_module_is_named() -> None:
    around = InputSurroundings("fcitx", QT, FCITX5)
    assert choose(around).words == "中文输入：fcitx 5（ibus 接口，代替系统设置的 fcitx）"
    assert choose(replace(around, asked="ibus")).words == "中文输入：fcitx 5（ibus 接口）"


def test_the_setting_can_leave_it_to_the_system_or_force_ibus() -> None:
    around = InputSurroundings("compose", QT | {"fcitx"}, IBUS)
    left = choose(around, InputWish.SYSTEM)
    assert (left.used, left.works) == ("compose", False)
    assert "改为“自动选择”" in left.hint
    assert choose(replace(around, asked="fcitx"), InputWish.IBUS).used == "ibus"


def test_a_platform_with_its_own_input_method_is_left_alone() -> None:
    state = choose(InputSurroundings("", QT, native=True))
    assert (state.works, state.variables, state.words) == (True, (), "中文输入：使用系统自带的输入法")


def test_the_way_to_the_daemon_is_set_where_qt_would_not_find_it() -> None:
    state = choose(InputSurroundings("fcitx", QT, FCITX5, portal=True, address_file="/home/x/bus"))
    assert {"IBUS_USE_PORTAL": "1", "IBUS_ADDRESS_FILE": "/home/x/bus"}.items() <= dict(state.variables).items()


def test_a_window_without_a_look_around_reports_nothing() -> None:
    assert InputState().works


def test_fcitx_4_on_an_x_server_gets_the_keys_from_this_program() -> None:
    around = InputSurroundings("fcitx", QT, other=FCITX4, x11=True)
    state = choose(around)
    assert (state.works, state.bridge, state.words) == (True, True, "中文输入：fcitx 4（由本程序转接）")
    unanswered = replace(state, bridge=False, daemon=None)
    assert (unanswered.works, unanswered.hint[:14]) == (False, "正在运行的是 fcitx 4"[:14])


@pytest.mark.parametrize(
    "around",
    [
        InputSurroundings("fcitx", QT, other=FCITX4),
        InputSurroundings("fcitx", QT, other=FCITX5, x11=True),
        InputSurroundings("fcitx", QT, IBUS, other=FCITX4, x11=True),
        InputSurroundings("fcitx", QT | {"fcitx"}, other=FCITX4, x11=True),
    ],
)
def test_this_program_passes_no_keys_on_where_qt_has_a_way_or_there_is_no_x_server(around: InputSurroundings) -> None:
    assert not choose(around).bridge
