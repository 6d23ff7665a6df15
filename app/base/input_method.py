"""Which Qt input module types Chinese on this PC: the rule, and what a person reads about it."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass

IBUS = "ibus"
# Modules of Qt that compose accents from dead keys; none of them reaches an input method.
_ACCENTS_ONLY = frozenset({"", "compose", "xim", "none", "simple"})


class InputDaemon(enum.Enum):
    """An input method daemon, by the name of its program."""

    IBUS = "ibus-daemon"
    FCITX5 = "fcitx5"
    FCITX4 = "fcitx"


DAEMON_WORDS = {InputDaemon.IBUS: "ibus", InputDaemon.FCITX5: "fcitx 5", InputDaemon.FCITX4: "fcitx 4"}
_HINTS = {
    InputDaemon.IBUS: "ibus 正在运行但没有回应，请重新启动 ibus，再重新打开值守台",
    InputDaemon.FCITX5: "fcitx 5 正在运行，但未启用“IBus 前端”，请在 fcitx 5 配置的附加组件中启用，再重新打开值守台",
    InputDaemon.FCITX4: (
        "正在运行的是 fcitx 4，不支持本程序使用的接口。"
        "请安装 fcitx5 和 fcitx5-chinese-addons，把输入法切换为 fcitx 5，注销后重新登录"
    ),
    None: (
        "请先启动输入法（fcitx 5 或 ibus），再重新打开值守台；"
        "没有安装的，请安装 fcitx5 和 fcitx5-chinese-addons，或 ibus 和 ibus-libpinyin"
    ),
}


INPUT_STARTED = "输入法已启动：退出并重新打开值守台，即可输入中文"


class InputWish(enum.Enum):
    """The values of the setting `input_module`."""

    AUTOMATIC = "auto"
    SYSTEM = "system"
    IBUS = "ibus"


@dataclass(frozen=True, slots=True)
class InputSurroundings:
    """What the rule looks at.

    `asked` is the module that the environment names, empty when it names none. `modules` are those that Qt can load.
    `answers` is the daemon that answers the ibus protocol, `other` one that runs and does not. `portal` means that Qt's
    ibus module reaches it over the session bus alone, `address_file` where Qt would not look for its address by itself.
    `native` means that the platform has an input method of its own, `x11` that keys come from an X server.
    """

    asked: str = ""
    modules: Collection[str] = ()
    answers: InputDaemon | None = None
    other: InputDaemon | None = None
    portal: bool = False
    address_file: str = ""
    native: bool = False
    x11: bool = False


@dataclass(frozen=True, slots=True)
class InputState:
    """The state of Chinese input: the module asked for, the module used, and the daemon that takes the keys.

    `idle` is a daemon that answers and is not used, `other` one that runs and does not answer.
    `started_later` is a daemon that began to answer after the window had opened: Qt chooses its module once, at its
    start, and has no public way to choose another one.
    `variables` are to be set before Qt starts; there are none when the environment is right as it is. `bridge` means
    that this program itself passes the keys to fcitx 4, for which Qt has no module.
    """

    asked: str = ""
    used: str = ""
    daemon: InputDaemon | None = None
    idle: InputDaemon | None = None
    other: InputDaemon | None = None
    native: bool = True
    variables: tuple[tuple[str, str], ...] = ()
    started_later: bool = False
    bridge: bool = False

    @property
    def works(self) -> bool:
        """Whether Chinese can be typed, as far as this program can see."""
        return self.native or self.daemon is not None or self.used not in {*_ACCENTS_ONLY, IBUS}

    @property
    def words(self) -> str:
        """The state in one sentence."""
        if self.started_later:
            return "输入法已启动，但晚于值守台：本窗口还不能输入中文"
        if not self.works:
            return "现在不能输入中文：没有可用的输入法"
        if self.native:
            return "中文输入：使用系统自带的输入法"
        if self.bridge:
            return "中文输入：fcitx 4（由本程序转接）"
        if self.daemon is None:
            return f"中文输入：按系统设置使用 {self.used}"
        instead = f"，代替系统设置的 {self.asked}" if self.asked not in {"", self.used} else ""
        return f"中文输入：{DAEMON_WORDS[self.daemon]}（{self.used} 接口{instead}）"

    @property
    def hint(self) -> str:
        """What to install or to set when Chinese cannot be typed; empty when it can."""
        if self.works:
            return ""
        if self.started_later:
            return "请退出并重新打开值守台"
        if self.idle is not None:
            return f"{DAEMON_WORDS[self.idle]} 正在运行：请把设置中的“中文输入”改为“自动选择”，再重新打开值守台"
        return _HINTS[self.other]


def choose(around: InputSurroundings, wish: InputWish = InputWish.AUTOMATIC) -> InputState:
    """The state with the module to use.

    A module that Qt has and that reaches an input method is kept. Any other (one that is not there, none at all, one
    that only composes accents) is replaced by ibus where a daemon answers its protocol; Qt itself would go on with
    accents alone and not report it.
    """
    if around.native:
        return InputState(around.asked, around.asked)
    used = _module(around, wish)
    if used not in around.modules:
        used = ""
    if used in _ACCENTS_ONLY and wish is InputWish.AUTOMATIC and around.x11 and around.other is InputDaemon.FCITX4:
        return InputState(around.asked, used, around.other, None, around.other, native=False, bridge=True)
    daemon, idle = (around.answers, None) if used == IBUS else (None, around.answers)
    return InputState(around.asked, used, daemon, idle, around.other, False, _variables(around, used))


def _module(around: InputSurroundings, wish: InputWish) -> str:
    if wish is InputWish.IBUS:
        return IBUS
    kept = around.asked in around.modules and around.asked not in _ACCENTS_ONLY
    return IBUS if wish is InputWish.AUTOMATIC and around.answers is not None and not kept else around.asked


def _variables(around: InputSurroundings, used: str) -> tuple[tuple[str, str], ...]:
    if used != IBUS:
        return ()
    found = {"QT_IM_MODULE": IBUS, "QT_IM_MODULES": IBUS}
    if around.portal:
        found["IBUS_USE_PORTAL"] = "1"
    if around.address_file:
        found["IBUS_ADDRESS_FILE"] = around.address_file
    return tuple(found.items())
