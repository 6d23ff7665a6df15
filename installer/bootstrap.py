"""Two commands for a fresh machine: `run` opens the desk, `test` checks everything; both install what is missing first.

    python3 installer/bootstrap.py run [ARGUMENTS OF jiesu-desk]
    python3 installer/bootstrap.py test [ARGUMENTS OF pytest]

Only Python's standard library is needed. Every message goes to stderr.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from installer import checks, environment, machine
from installer.environment import PROJECT, VENV, Sayer, Unprepared, program

NEEDED = (3, 11)
OPTIONS_WITH_VALUE = frozenset({"--data", "--as", "--rehearse-at", "--speed"})
DEMO_FOLDER = PROJECT / "out" / "demo"

say = Sayer()


def main(arguments: Sequence[str]) -> int:
    """Runs one of the two commands and returns its exit code: 0 done, 1 not done, 2 not asked for properly."""
    if sys.version_info < NEEDED:
        return _with_newer_python(arguments)
    if not arguments or arguments[0] not in {"run", "test"}:
        say("用法：python3 installer/bootstrap.py run [参数] 或 python3 installer/bootstrap.py test")
        return 2
    command, rest = arguments[0], list(arguments[1:])
    try:
        if command == "test" or draws(rest):
            _bring_system_packages(for_tests=command == "test")
        _bring_venv_module()
        environment.prepare(for_tests=command == "test", say=say)
    except Unprepared as error:
        say(str(error))
        return 1
    return _test(rest) if command == "test" else _run(rest)


def command_in(arguments: Sequence[str]) -> str:
    """The command (or plea for help) that these arguments of the desk name; empty when it opens its window."""
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word in OPTIONS_WITH_VALUE:
            waiting = waiting[1:]
        elif not any(word.startswith(f"{option}=") for option in OPTIONS_WITH_VALUE):
            return word
    return ""


def draws(arguments: Sequence[str]) -> bool:
    """Whether the desk will draw anything, so that Qt's libraries and a font must be there."""
    return command_in(arguments) in {"", "demo"}


def has_display(platform: str, variables: Mapping[str, str]) -> bool:
    """Whether windows can be shown: always on Windows and macOS, on Linux when a display is named."""
    return not platform.startswith("linux") or bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def venv_sentence(version: tuple[int, int]) -> str:
    """What to do when Python came without its venv module."""
    package = f"python{version[0]}.{version[1]}-venv"
    return f"Python 缺少 venv 模块，请执行：{machine.command_to_install([package])}"


def old_python_sentence(version: Sequence[int]) -> str:
    """What to do when Python is too old."""
    found = f"{version[0]}.{version[1]}"
    return f"需要 Python 3.11 或更新版本，当前为 {found}，请先安装，例如：sudo apt-get install python3.11"


def _with_newer_python(arguments: Sequence[str]) -> int:
    for minor in (12, 11, 13, 14):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            return subprocess.call([newer, str(Path(__file__).resolve()), *arguments])
    say(old_python_sentence(sys.version_info[:2]))
    return 1


def _bring_system_packages(*, for_tests: bool) -> None:
    if not sys.platform.startswith("linux"):
        return
    missing = machine.missing_packages(machine.look(), for_tests=for_tests)
    if not missing:
        return
    record = VENV / "asked-for.txt"
    right = machine.right_to_install() if machine.is_debian_family() else None
    if right is not None and (for_tests or not machine.tried_before(record, missing)):
        say(f"正在安装缺少的系统组件：{' '.join(missing)} ……")
        asked, missing = missing, machine.install(missing, right)
        if missing and VENV.exists():
            record.write_text(" ".join(asked), "utf-8")
    if missing:
        say(_missing_sentence(missing, debian=machine.is_debian_family()))
    if missing and for_tests:
        say("需要上述组件的测试将被跳过，并在测试结果中写明原因。")


def _missing_sentence(missing: Sequence[str], *, debian: bool) -> str:
    if debian:
        return f"缺少系统组件，请执行：{machine.command_to_install(missing)}"
    return f"缺少系统组件，请安装（此处为 Debian 系统中的名称）：{' '.join(missing)}"


def _bring_venv_module() -> None:
    if importlib.util.find_spec("ensurepip") or environment.is_complete():
        return
    version = (sys.version_info[0], sys.version_info[1])
    right = machine.right_to_install() if sys.platform.startswith("linux") and machine.is_debian_family() else None
    if right is None:
        raise Unprepared(venv_sentence(version))
    say("正在安装 Python 的 venv 模块……")
    if machine.install([f"python{version[0]}.{version[1]}-venv"], right):
        raise Unprepared(venv_sentence(version))


def _run(arguments: list[str]) -> int:
    variables = dict(os.environ)
    if draws(arguments) and not has_display(sys.platform, variables):
        variables["QT_QPA_PLATFORM"] = "offscreen"
        if not command_in(arguments):
            say(f"没有图形显示，改为离屏演示；截图和日志写入 {DEMO_FOLDER}")
            arguments = ["demo", "--out", str(DEMO_FOLDER), "--force"]
    # -P keeps the folder a person stands in off Python's path; their file names still count from there.
    command = [str(program("python")), "-P", "-m", "app", *arguments]
    if os.name == "posix":
        os.execve(command[0], command, variables)
    return subprocess.call(command, env=variables)


def _test(more: Sequence[str]) -> int:
    verdicts = checks.run_all(checks.all_checks(os.cpu_count() or 1, more))
    print(checks.closing_words(verdicts), flush=True)
    return 0 if all(verdict.passed for verdict in verdicts) else 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show Chinese must not stop the start.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
