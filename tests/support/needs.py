"""Which programs the tests with a marker need, and the words of the skip when one is missing."""

from __future__ import annotations

from installer.machine import find_program

SCREEN = ("Xvfb", "openbox", "xdotool")
NEEDS = {
    "screen": SCREEN,
    "notifications": (*SCREEN, "dbus-daemon", "dunst", "notify-send"),
    "accessibility": (*SCREEN, "dbus-daemon", "at-spi-bus-launcher"),
    "fcitx5": (*SCREEN, "dbus-daemon", "fcitx5", "scel2org5"),  # the last one comes with its pinyin
    "libreoffice": ("soffice",),
    "ibus": (*SCREEN, "dbus-daemon", "ibus-daemon", "ibus", "ibus-ui-gtk3", "ibus-engine-libpinyin"),
}


def missing_for(markers: set[str]) -> list[str]:
    """The programs that tests with these markers need and this machine lacks."""
    wanted = {program for marker in markers for program in NEEDS.get(marker, ())}
    return sorted(program for program in wanted if find_program(program) is None)


def skip_words(missing: list[str]) -> str:
    """The reason of a skip."""
    return f"not installed here: {', '.join(missing)}"


def must_find(program: str) -> str:
    """The path of a program that a fixture is about to start."""
    path = find_program(program)
    if path is None:
        raise FileNotFoundError(program)
    return path
