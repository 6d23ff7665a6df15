"""The two commands: when a window opens, what is said when something is missing, what they answer."""

from __future__ import annotations

import pytest

from installer import bootstrap, checks, environment, machine
from installer.checks import Check, Verdict
from installer.environment import Unprepared


@pytest.mark.parametrize(
    ("arguments", "command", "draws"),
    [
        ([], "", True),
        (["--data", "somewhere"], "", True),
        (["--data=somewhere", "--speed", "60"], "", True),
        (["--rehearse-at", "2026-11-23T02:41", "--data", "x", "--as", "值班员甲"], "", True),
        (["import", "export.xlsx", "--json"], "import", False),
        (["--data", "somewhere", "tickets"], "tickets", False),
        (["demo", "--out", "somewhere"], "demo", True),
        (["--help"], "--help", False),
    ],
)
def test_a_window_opens_when_no_command_is_named(arguments: list[str], command: str, draws: bool) -> None:
    assert bootstrap.command_in(arguments) == command
    assert bootstrap.draws(arguments) is draws


@pytest.mark.parametrize(
    ("platform", "variables", "display"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
    ],
)
def test_linux_shows_windows_only_with_a_display(platform: str, variables: dict[str, str], display: bool) -> None:
    assert bootstrap.has_display(platform, variables) is display


def test_a_python_without_venv_gets_one_sentence_with_the_command() -> None:
    sentence = bootstrap.venv_sentence((3, 11))
    assert sentence.endswith("sudo apt-get install -y --no-install-recommends python3.11-venv")


def test_an_old_python_gets_one_sentence() -> None:
    assert bootstrap.old_python_sentence((3, 8)).startswith("需要 Python 3.11 或更新版本，当前为 3.8")


class Ran(Exception):
    """Stands where the process would become the desk."""


@pytest.fixture
def ready_machine(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(machine, "missing_packages", lambda seen, *, for_tests: [])
    monkeypatch.setattr(environment, "prepare", lambda *, for_tests, say: None)

    def become(path: str, command: list[str], variables: dict[str, str]) -> None:
        raise Ran(command[1:], variables.get("QT_QPA_PLATFORM"))

    monkeypatch.setattr("os.execve", become)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_without_a_display_the_demonstration_runs_offscreen_and_says_so(
    ready_machine: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Ran) as ran:
        bootstrap.main(["run"])
    command, platform = ran.value.args
    assert command == ["-P", "-m", "app", "demo", "--out", str(bootstrap.DEMO_FOLDER), "--force"]
    assert platform == "offscreen"
    assert "没有图形显示" in capsys.readouterr().err


def test_the_demonstration_that_was_asked_for_runs_offscreen_too(ready_machine: pytest.MonkeyPatch) -> None:
    with pytest.raises(Ran) as ran:
        bootstrap.main(["run", "demo", "--out", "pictures"])
    assert ran.value.args == (["-P", "-m", "app", "demo", "--out", "pictures"], "offscreen")


def test_a_command_goes_through_untouched_and_silent(
    ready_machine: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Ran) as ran:
        bootstrap.main(["run", "import", "导出.xlsx", "--json"])
    assert ran.value.args == (["-P", "-m", "app", "import", "导出.xlsx", "--json"], None)
    assert capsys.readouterr() == ("", "")


def test_with_a_display_the_window_opens(ready_machine: pytest.MonkeyPatch) -> None:
    ready_machine.setenv("DISPLAY", ":7")
    with pytest.raises(Ran) as ran:
        bootstrap.main(["run", "--data", "somewhere"])
    assert ran.value.args == (["-P", "-m", "app", "--data", "somewhere"], None)


def test_missing_packages_without_the_right_to_install_are_said_with_the_command(
    ready_machine: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ready_machine.setattr(machine, "missing_packages", lambda seen, *, for_tests: ["libxcb-cursor0"])
    ready_machine.setattr(machine, "is_debian_family", lambda: True)
    ready_machine.setattr(machine, "right_to_install", lambda: None)
    with pytest.raises(Ran):
        bootstrap.main(["run"])
    assert "sudo apt-get install -y --no-install-recommends libxcb-cursor0" in capsys.readouterr().err
    with pytest.raises(Ran):
        bootstrap.main(["run", "tickets"])
    assert capsys.readouterr().err == ""


def test_what_cannot_be_prepared_ends_with_its_sentence(
    ready_machine: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*, for_tests: bool, say: object) -> None:
        raise Unprepared("无法从软件源取得 uv。")

    ready_machine.setattr(environment, "prepare", refuse)
    assert bootstrap.main(["run"]) == 1
    assert "无法从软件源取得 uv。" in capsys.readouterr().err


@pytest.mark.parametrize(("passed", "code"), [(True, 0), (False, 1)])
def test_one_failed_check_fails_the_whole(
    ready_machine: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], passed: bool, code: int
) -> None:
    def pretend(all_checks: list[Check]) -> list[Verdict]:
        return [Verdict(check.name, passed=passed or check.name != "lint", seconds=0.1) for check in all_checks]

    ready_machine.setattr(checks, "run_all", pretend)
    assert bootstrap.main(["test"]) == code
    assert ("全部通过" in capsys.readouterr().out) is passed


def test_other_words_get_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["install"]) == 2
    assert bootstrap.main([]) == 2
    assert "用法" in capsys.readouterr().err
