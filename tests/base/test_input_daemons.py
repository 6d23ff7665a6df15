"""The search for the input method daemon, from its address file and its process."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest

from app.base.input_daemons import address_files, asked_module, look_around, read_address, socket_name
from app.base.input_method import InputDaemon

QT = ("ibus", "compose")


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    """A socket that takes calls, as the daemon's bus does."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        listening.listen()
        yield f"unix:path={tmp_path / 's'},guid=0"


@pytest.fixture
def around(tmp_path: Path) -> dict[str, str]:
    """A session on display :7 with its own settings and programs."""
    return {"DISPLAY": ":7.0", "XDG_CONFIG_HOME": str(tmp_path / "settings"), "PATH": str(tmp_path)}


@pytest.fixture
def starts(tmp_path: Path) -> Callable[[str], str]:
    """Adds a process of this person to a made-up /proc, and returns its number."""
    (tmp_path / "proc" / "self").mkdir(parents=True)

    def start(name: str) -> str:
        number = str(len(list((tmp_path / "proc").iterdir())))
        (tmp_path / "proc" / number).mkdir()
        (tmp_path / "proc" / number / "comm").write_text(f"{name}\n")
        return number

    return start


def write(file: Path, address: str, process: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"# made by a daemon\nIBUS_ADDRESS={address}\nIBUS_DAEMON_PID={process}\n")


@pytest.mark.parametrize(("name", "daemon"), [("fcitx5", InputDaemon.FCITX5), ("ibus-daemon", InputDaemon.IBUS)])
def test_a_living_daemon_behind_its_address_file_answers(tmp_path, around, starts, bus, name, daemon) -> None:
    write(address_files(around)[0], bus, starts(name))
    found = look_around(QT, environment=around, system="linux", processes=tmp_path / "proc")
    assert (found.answers, found.address_file) == (daemon, "")


def test_a_file_left_by_a_dead_daemon_is_no_answer(tmp_path, around, starts, bus) -> None:
    starts("bash")
    write(address_files(around)[0], bus, "99999")
    assert look_around(QT, environment=around, system="linux", processes=tmp_path / "proc").answers is None


def test_a_process_that_took_the_number_of_a_dead_daemon_is_no_answer(tmp_path, around, starts, bus) -> None:
    write(address_files(around)[0], bus, starts("bash"))
    assert look_around(QT, environment=around, system="linux", processes=tmp_path / "proc").answers is None


def test_a_daemon_whose_bus_takes_no_calls_runs_without_answering(tmp_path, around, starts) -> None:
    write(address_files(around)[0], f"unix:path={tmp_path}/nobody", starts("ibus-daemon"))
    found = look_around(QT, environment=around, system="linux", processes=tmp_path / "proc")
    assert (found.answers, found.other) == (None, InputDaemon.IBUS)


def test_fcitx_4_is_seen_to_run(tmp_path, around, starts) -> None:
    starts("fcitx")
    found = look_around(QT, environment=around, system="linux", processes=tmp_path / "proc")
    assert (found.answers, found.other, found.x11) == (None, InputDaemon.FCITX4, True)


@pytest.mark.parametrize(
    ("display", "seen"),
    [(":7", InputDaemon.FCITX4), (":8.0", None), ("", InputDaemon.FCITX4)],
    ids=["own", "other", "-"],
)
def test_a_daemon_of_another_screen_is_not_the_one_of_this_session(tmp_path, around, starts, display, seen) -> None:
    number = starts("fcitx")
    variables = f"HOME=/x\0DISPLAY={display}\0" if display else "HOME=/x\0"
    (tmp_path / "proc" / number / "environ").write_text(variables)
    assert look_around(QT, environment=around, system="linux", processes=tmp_path / "proc").other is seen


def test_the_portal_is_taken_only_without_an_ibus_program(tmp_path, around, starts, bus) -> None:
    write(address_files(around)[0], bus, starts("fcitx5"))
    proc = tmp_path / "proc"
    assert look_around(QT, environment=around, system="linux", processes=proc).portal
    program = tmp_path / "ibus-daemon"
    program.touch()
    program.chmod(0o755)
    assert not look_around(QT, environment=around, system="linux", processes=proc).portal


def test_the_file_of_the_display_is_named_when_only_it_leads_to_a_daemon(tmp_path, around, starts, bus) -> None:
    both = around | {"WAYLAND_DISPLAY": "wayland-0"}
    wayland, display = address_files(both)
    assert (wayland.name.endswith("-unix-wayland-0"), display.name.endswith("-unix-7")) == (True, True)
    write(display, bus, starts("fcitx5"))
    found = look_around(QT, environment=both, system="linux", processes=tmp_path / "proc")
    assert found.address_file == str(display)


@pytest.mark.parametrize(
    ("system", "more"),
    [
        ("win32", {}),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}),
        ("linux", {"QT_QPA_PLATFORM": "wayland"}),
    ],
)
def test_a_platform_with_its_own_input_is_native(around, system: str, more: dict[str, str]) -> None:
    assert look_around(QT, environment=around | more, system=system).native


@pytest.mark.parametrize(
    ("variables", "asked"),
    [
        ({}, ""),
        ({"QT_IM_MODULE": "fcitx"}, "fcitx"),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus", "QT_IM_MODULE": "fcitx"}, "ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx", "QT_IM_MODULE": "xim"}, "xim"),
        ({"QT_IM_MODULES": "fcitx"}, "fcitx"),
    ],
)
def test_the_module_asked_for_is_the_one_that_qt_tries(variables: dict[str, str], asked: str) -> None:
    assert asked_module(variables, QT) == asked


def test_the_address_is_read_between_comments() -> None:
    text = "# IBUS_ADDRESS=no\nIBUS_ADDRESS=unix:abstract=/tmp/a,guid=1\n\nIBUS_DAEMON_PID=12\n"
    assert read_address(text) == ("unix:abstract=/tmp/a,guid=1", 12)
    assert read_address("nothing") == ("", 0)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("unix:path=/run/bus,guid=1", "/run/bus"),
        ("unix:abstract=/tmp/a", "\0/tmp/a"),
        ("tcp:host=x;unix:path=/b", "/b"),
        ("tcp:host=x", ""),
    ],
)
def test_the_socket_of_an_address(address: str, name: str) -> None:
    assert socket_name(address) == name


def test_the_named_file_comes_before_the_own_one() -> None:
    assert address_files({"IBUS_ADDRESS_FILE": "/x"}) == [Path("/x")]


def test_looking_around_takes_milliseconds(tmp_path, around, starts, bus) -> None:
    write(address_files(around)[0], bus, starts("fcitx5"))
    spans = []
    for _ in range(20):
        begun = perf_counter()
        look_around(QT, environment=around, system="linux", processes=tmp_path / "proc")
        spans.append(perf_counter() - begun)
    assert min(spans) < 0.01
