"""Real input methods for Chinese on a private bus and a virtual screen: fcitx 5 and ibus, both with pinyin."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.support.bus import PrivateBus
from tests.support.needs import must_find
from tests.support.patience import PATIENCE
from tests.support.processes import Program, stopped_on_failure, wait_until
from tests.support.screen import Screen

# The panel of ibus shows the candidates; it lies outside PATH.
_PANEL = "ibus-ui-gtk3"
_FCITX5_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
# Pinyin from the first key on, as for a person who has switched to it.
_FCITX5_CONFIG = "[Behavior]\nActiveByDefault=True\nShowInputMethodInformation=False\n"

_IBUS_SETTINGS = "[desktop/ibus/general]\npreload-engines=['libpinyin']\nuse-system-keyboard-layout=true\n"


class InputMethod:
    """A running input method; programs started with `variables` on the same screen and bus find it by themselves."""

    def __init__(self, bus: PrivateBus, screen: Screen) -> None:
        self.variables = {
            "DBUS_SESSION_BUS_ADDRESS": bus.address,
            "XDG_CONFIG_HOME": str(bus.folder / "config"),
            "XDG_DATA_HOME": str(bus.folder / "share"),
            "GSETTINGS_BACKEND": "keyfile",
        }
        self._around = screen.environment | self.variables
        self._bus = bus
        self._prepare(bus.folder / "config")
        self._daemon = Program(self._command(), self._around, bus.folder / "input-method.log")
        with stopped_on_failure(self._daemon):
            wait_until(self._is_ready, what=type(self).__name__)

    def close(self) -> None:
        """Ends it."""
        self._daemon.stop()

    def _prepare(self, settings: Path) -> None:
        """Writes its settings."""

    def _command(self) -> list[str]:
        raise NotImplementedError

    def _is_ready(self) -> bool:
        raise NotImplementedError


class Fcitx5(InputMethod):
    """fcitx 5 with the pinyin of fcitx5-chinese-addons."""

    def _prepare(self, settings: Path) -> None:
        folder = settings / "fcitx5"
        folder.mkdir(parents=True)
        (folder / "profile").write_text(_FCITX5_PROFILE, "utf-8")
        (folder / "config").write_text(_FCITX5_CONFIG, "utf-8")

    def _command(self) -> list[str]:
        return [must_find("fcitx5"), "--disable", "wayland,cloudpinyin,notifications", "-D"]

    def _is_ready(self) -> bool:
        return self._bus.has("org.freedesktop.portal.IBus")


class Ibus(InputMethod):
    """ibus-daemon with libpinyin as its only engine."""

    def _prepare(self, settings: Path) -> None:
        folder = settings / "glib-2.0" / "settings"
        folder.mkdir(parents=True)
        (folder / "keyfile").write_text(_IBUS_SETTINGS, "utf-8")

    def _command(self) -> list[str]:
        return [must_find("ibus-daemon"), "--replace", "--panel", must_find(_PANEL)]

    def _is_ready(self) -> bool:
        """Its panel starts the engine."""
        command = [must_find("ibus"), "engine"]
        done = subprocess.run(command, env=self._around, capture_output=True, check=False, timeout=PATIENCE)
        return done.stdout.decode().strip() == "libpinyin"
