"""The project's own Python environment in `.venv`, made from uv.lock and skipped when nothing changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
UV = "uv==0.13.9"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


class Unprepared(Exception):
    """The environment could not be made; the text says why and what to do."""


def program(name: str, venv: Path = VENV) -> Path:
    """Where a program of an environment lies."""
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


def fingerprint(lock: bytes, project: bytes, described: bytes) -> str:
    """A fingerprint of the inputs of the environment: lock file, project file, and Python."""
    digest = hashlib.sha256()
    for part in (lock, project, described):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def is_usable(venv: Path) -> bool:
    """Whether the environment has a Python that still exists and is 3.11 or newer."""
    described = venv / "pyvenv.cfg"
    if not (described.exists() and program("python", venv).exists()):
        return False
    return version_in(described.read_text("utf-8")) >= (3, 11)


def is_complete() -> bool:
    """Whether Python's venv module has created the environment completely."""
    return is_usable(VENV) and program("uv", VENV / "tools").exists()


def version_in(described: str) -> tuple[int, ...]:
    """The Python version that a pyvenv.cfg names; empty when it names none."""
    for line in described.splitlines():
        name, _, value = line.partition("=")
        if name.strip() in {"version", "version_info"}:
            return tuple(int(part) for part in value.strip().split(".")[:2] if part.isdecimal())
    return ()


def is_ready(stamp: str, wanted: str, *, for_tests: bool) -> bool:
    """Whether the stamp left by an earlier start covers this one; an environment with test tools also runs the desk."""
    made, _, kind = stamp.strip().partition(" ")
    return made == wanted and (kind == "test" or not for_tests)


def prepare(*, for_tests: bool, say: Sayer) -> None:
    """Makes or refreshes `.venv`; does nothing when the stamp says that all is there.

    Raises:
        Unprepared: Python's venv module, the package registry or the disk refused.

    """
    stamp = VENV / "made-from.txt"
    if is_usable(VENV) and stamp.exists() and is_ready(stamp.read_text("utf-8"), _wanted(), for_tests=for_tests):
        return
    keeps_tools = stamp.exists() and stamp.read_text("utf-8").strip().endswith(" test")
    with_tools = for_tests or keeps_tools
    if not is_usable(VENV):
        say("正在建立运行环境 .venv ……")
        _venv(VENV, "--clear", "--without-pip")
    uv = _uv(say)
    say("正在按 uv.lock 安装依赖（首次约需 1–3 分钟）……")
    _sync(uv, with_tools=with_tools, say=say)
    # Where nothing may be written beside the sources later, every start would compile them again, for half a second.
    _run([str(program("python")), "-m", "compileall", "-q", str(PROJECT / "app")])
    stamp.write_text(f"{_wanted()} {'test' if with_tools else 'run'}\n", "utf-8")


def _wanted() -> str:
    return fingerprint(
        (PROJECT / "uv.lock").read_bytes(),
        (PROJECT / "pyproject.toml").read_bytes(),
        (VENV / "pyvenv.cfg").read_bytes(),
    )


def _venv(folder: Path, *options: str) -> None:
    _must([sys.executable, "-m", "venv", *options, str(folder)], "无法建立 Python 虚拟环境")


def _uv(say: Sayer) -> Path:
    """Installs the pinned uv in a separate environment, which also has pip for networks configured only for pip."""
    tools = VENV / "tools"
    uv = program("uv", tools)
    mark = tools / "holds.txt"
    if not (uv.exists() and mark.exists() and mark.read_text("utf-8") == UV):
        say("正在安装依赖管理工具 uv ……")
        _venv(tools, "--clear")
        pip = [str(program("python", tools)), "-m", "pip", "--disable-pip-version-check", "-q"]
        _must([*pip, "install", UV], "无法从软件源取得 uv，请检查网络或 pip 软件源设置")
        mark.write_text(UV, "utf-8")
    return uv


def _sync(uv: Path, *, with_tools: bool, say: Sayer) -> None:
    groups = [] if with_tools else ["--no-dev"]
    python = str(program("python"))
    if _run([str(uv), "sync", "--frozen", "-q", "--compile-bytecode", *groups, "--python", python]):
        return
    say("uv 直接下载未成功，改由 pip 按同一份锁定清单安装……")
    listed = VENV / "locked.txt"
    out = ["-o", str(listed), "--no-emit-project"]
    _must([str(uv), "export", "--frozen", "-q", *groups, *out], "无法读出锁定清单 uv.lock")
    pip = [str(program("python", VENV / "tools")), "-m", "pip", "--python", python, "--disable-pip-version-check", "-q"]
    _must([*pip, "install", "--require-hashes", "-r", str(listed)], "无法安装依赖，请检查网络或 pip 软件源设置")
    place = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    Path(place.stdout.strip(), "jiesu_desk_source.pth").write_text(f"{PROJECT}\n", "utf-8")


def surroundings() -> dict[str, str]:
    """The environment variables for uv: this project's environment, this Python, the system's certificates."""
    kept = {
        name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"}
    }
    kept["UV_PROJECT_ENVIRONMENT"] = str(VENV)
    kept["UV_PYTHON_DOWNLOADS"] = "never"
    kept.setdefault("UV_HTTP_TIMEOUT", "180")
    if SYSTEM_CERTIFICATES.exists():
        kept.setdefault("UV_SYSTEM_CERTS", "true")
    return kept


def _run(command: Sequence[str]) -> bool:
    # The output of the tools goes to stderr: stdout belongs to the desk.
    done = subprocess.run(
        command, cwd=PROJECT, env=surroundings(), stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
    )
    return done.returncode == 0


def _must(command: Sequence[str], failed: str) -> None:
    try:
        if _run(command):
            return
    except OSError as error:
        raise Unprepared(f"{failed}：{error}") from error
    if shutil.disk_usage(PROJECT).free < 1 << 30:
        failed += "（磁盘剩余空间不足 1 GB）"
    raise Unprepared(f"{failed}。")


class Sayer:
    """Reports a step to the person on stderr; stdout stays free for the output of the desk."""

    def __call__(self, words: str) -> None:
        """Prints one sentence on stderr."""
        print(f"[接诉值守台] {words}", file=sys.stderr, flush=True)
