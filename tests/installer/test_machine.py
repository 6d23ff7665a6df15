"""What is missing on a machine is decided from what was seen there."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer import machine
from installer.machine import QT_LIBRARIES, RUN_PROGRAMS, TEST_PROGRAMS, Seen

ALL_LIBRARIES = frozenset(QT_LIBRARIES)
ALL_PROGRAMS = frozenset({**RUN_PROGRAMS, **TEST_PROGRAMS})


def test_a_complete_machine_misses_nothing() -> None:
    seen = Seen(ALL_LIBRARIES, ALL_PROGRAMS, chinese_font=True)
    assert machine.missing_packages(seen, for_tests=True) == []


def test_a_missing_library_is_named_by_its_package() -> None:
    seen = Seen(ALL_LIBRARIES - {"libxcb-cursor.so.0", "libEGL.so.1"}, ALL_PROGRAMS, chinese_font=True)
    assert machine.missing_packages(seen, for_tests=False) == ["libegl1", "libxcb-cursor0"]


def test_programs_of_the_window_tests_are_asked_for_only_by_the_tests() -> None:
    seen = Seen(ALL_LIBRARIES, frozenset(RUN_PROGRAMS), chinese_font=True)
    assert machine.missing_packages(seen, for_tests=False) == []
    assert machine.missing_packages(seen, for_tests=True) == list(TEST_PROGRAMS.values())


def test_a_machine_without_a_chinese_font_gets_one() -> None:
    seen = Seen(ALL_LIBRARIES, ALL_PROGRAMS, chinese_font=False)
    assert machine.missing_packages(seen, for_tests=False) == ["fonts-noto-cjk"]


def test_library_names_are_read_from_the_loader_s_cache() -> None:
    listing = (
        "2 libs found in cache `/etc/ld.so.cache'\n"
        "\tlibGL.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libGL.so.1\n"
        "\tlibxcb.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libxcb.so.1\n"
    )
    assert machine.library_names(listing) == {"libGL.so.1", "libxcb.so.1"}


def test_programs_outside_path_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = tmp_path / "at-spi-bus-launcher"
    hidden.write_text("#!/bin/sh\n", "utf-8")
    hidden.chmod(0o755)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(machine, "HIDDEN_FOLDERS", (str(tmp_path),))
    assert machine.find_program("at-spi-bus-launcher") == str(hidden)
    assert machine.find_program("no-such-program") is None


def test_the_command_to_install_can_be_pasted() -> None:
    assert machine.command_to_install(["libgl1", "xvfb"]) == (
        "sudo apt-get install -y --no-install-recommends libgl1 xvfb"
    )


def test_what_could_not_be_installed_is_tried_alone_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def apt(command: list[str]) -> bool:
        ran.append(command)
        return "dunst" not in command

    monkeypatch.setattr(machine, "_quietly", apt)
    assert machine.install(["xvfb", "dunst"], ["sudo", "-n"]) == ["dunst"]
    assert [command[-1] for command in ran] == ["update", "dunst", "xvfb", "dunst"]
    assert all(command[:3] == ["sudo", "-n", "env"] for command in ran)


def test_an_install_that_failed_is_not_tried_at_every_start(tmp_path: Path) -> None:
    record = tmp_path / "asked-for.txt"
    assert not machine.tried_before(record, ["dunst"])
    record.write_text("dunst", "utf-8")
    assert machine.tried_before(record, ["dunst"])
    assert not machine.tried_before(record, ["dunst", "xvfb"])
