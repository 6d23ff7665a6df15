"""Starts the finished bundle as it will be started on a PC: every module once, and the desk's own commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import tomllib
from pathlib import Path

from installer.bundle.layout import PACKAGES
from installer.bundle.steps import Unbuilt, run, say
from installer.bundle.targets import Target

# Runs inside the bundle. Modules of other systems are told by their names; all others must load.
_IMPORTS = """
import importlib, os, pathlib, pkgutil, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import app
names = ["app", *(found.name for found in pkgutil.walk_packages(app.__path__, "app.", onerror=sys.exit))]
# Migrations are run by Alembic, which loads them as files.
names = [name for name in names if ".versions." not in name and name != "app.models.migrations.env"]
for name in names:
    importlib.import_module(name)
home = pathlib.Path(sys.argv[1]).resolve()
files = {getattr(module, "__file__", None) or "" for module in list(sys.modules.values())}
strange = {
    file for file in files if file.startswith("/") and not pathlib.Path(file).resolve().is_relative_to(home)
}
if strange:
    sys.exit(f"loaded from outside the bundle: {sorted(strange)}")
print(len(names))
"""


def loader_command(tree: Path, target: Target) -> list[str]:
    """Python of the bundle where it lies now, not yet in its place on a PC; emulated for another processor."""
    emulate = [] if os.uname().machine == target.machine else [target.emulator]
    loader = str(tree / "lib" / target.loader)
    return [*emulate, loader, "--argv0", str(tree / "bin/python"), str(tree / "bin/python3.11"), "-P"]


def prove(tree: Path, target: Target) -> None:
    """Imports every module of the product in the bundle, and lets it make a data folder.

    Raises:
        Unbuilt: a module does not load, or comes from outside; or the desk's command fails.

    """
    python = loader_command(tree, target)
    with tempfile.TemporaryDirectory() as home:
        variables = {"HOME": home, "LANG": "C.UTF-8", "PATH": os.defpath, "PYTHONNOUSERSITE": "1"}
        start = time.monotonic()
        count = run([*python, "-c", _IMPORTS, str(tree)], folder=Path(home), variables=variables).strip()
        say(f"{count} modules of the product load from the bundle alone, {time.monotonic() - start:.1f} s")
        for words in (["--data", f"{home}/desk", "tickets"], ["--data", f"{home}/desk", "verify"]):
            run([*python, "-m", "app", *words], folder=Path(home), variables=variables)
        build = tomllib.loads((tree / PACKAGES / "app/_resources/build.toml").read_text("utf-8"))["build"]
        told = run([*python, "-m", "app", "--version"], folder=Path(home), variables=variables).strip()
        if not told.endswith(f" {build}"):
            raise Unbuilt(f"--version says “{told}” and not {build}")
        say("its commands run with a new data folder")


def can_prove(target: Target) -> bool:
    """Whether this machine can start programs of that processor."""
    if os.uname().machine == target.machine:
        return True
    return (
        shutil.which(target.emulator) is not None
        and not subprocess.run([target.emulator, "--version"], capture_output=True, check=False).returncode
    )
