"""Puts the bundle's folder together: Python, wheels, the product, and the libraries they need.

bin/            jiesu-desk (starts the desk), python3.11, python
lib/            program loader, C and C++ libraries, and python3.11/ with the standard library
lib/python3/dist-packages/   the product and its wheels; Qt's libraries stay in PySide6/Qt/lib, replaceable
share/          icon, font settings, licences, list of components
"""

from __future__ import annotations

import compileall
import py_compile
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from installer.bundle.debian import PYTHON_PACKAGES
from installer.bundle.icu import shrink_icu
from installer.bundle.libraries import close_search, open_needs, take_needed
from installer.bundle.pruning import QT_MODULES, forbidden_in, keeps_of_python, qt_modules_in
from installer.bundle.release import Release
from installer.bundle.steps import Unbuilt, run, say
from installer.bundle.targets import Target

VERSIONS = "/opt/jiesu-desk/versions"
LINUX_FILES = Path(__file__).resolve().parent.parent / "linux"
PACKAGES = "lib/python3/dist-packages"


@dataclass(frozen=True, slots=True)
class Pools:
    """Where unpacked parts lie: Debian's packages, Qt's libraries of the wheels."""

    debian: Path
    qt: Path


def put_together(tree: Path, pools: Pools, project: Path, target: Target, release: Release) -> frozenset[str]:
    """Fills the tree, whose wheels are unpacked already, and returns which Debian packages it took files of.

    Raises:
        Unbuilt: a library is missing, or something is in the tree that must not be.

    """
    more = qt_modules_in(project / "app") - QT_MODULES
    if more:
        raise Unbuilt(f"the product imports {', '.join(sorted(more))}, which pruning.py does not keep")
    _copy_python(tree, pools.debian)
    _copy_product(tree / PACKAGES, project)
    _copy_own_files(tree, project)
    loader = next(pools.debian.rglob(target.loader))
    shutil.copyfile(loader.resolve(), tree / "lib" / target.loader)
    (tree / "lib" / target.loader).chmod(0o755)
    say("taking the libraries that these files need")
    taken = take_needed(tree, [(pools.qt, tree / PACKAGES / "PySide6/Qt/lib"), (pools.debian, tree / "lib")])
    say(f"ICU: {shrink_icu(tree) / 1e6:.1f} MB of languages left out")
    close_search(tree)
    _point_python(tree, target, release)
    compile_all(tree)
    wrong = open_needs(tree, target) + [f"{name}: must not be in a bundle" for name in forbidden_in(tree)]
    if wrong:
        raise Unbuilt("the bundle is not whole:\n" + "\n".join(wrong))
    origins = [path for path in taken.origin.values() if path.is_relative_to(pools.debian)]
    return frozenset({*PYTHON_PACKAGES, "libc6", *(path.relative_to(pools.debian).parts[0] for path in origins)})


def install_folder(release: Release) -> str:
    """The folder of this build on a PC."""
    return f"{VERSIONS}/{release.full}"


def _copy_python(tree: Path, debian: Path) -> None:
    for library in debian.glob("*/usr/lib/python3.11"):
        for path in library.rglob("*"):
            name = path.relative_to(library)
            # Debian's sitecustomize.py points into /etc of the machine it is installed on.
            if path.is_dir() or path.name == "sitecustomize.py" or not keeps_of_python(str(name)):
                continue
            place = tree / "lib/python3.11" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            # A link may lead to a file of the package beside it.
            shutil.copyfile(
                path if path.exists() else next(debian.glob(f"*/usr/lib/python3.11/{path.readlink()}")), place
            )
    (tree / "bin").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(debian / "python3.11-minimal/usr/bin/python3.11", tree / "bin/python3.11")
    (tree / "bin/python3.11").chmod(0o755)
    (tree / "bin/python").symlink_to("python3.11")


def _copy_product(packages: Path, project: Path) -> None:
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(project / "app", packages / "app", ignore=unwanted)
    shutil.copytree(
        project / "resources", packages / "app/_resources", ignore=shutil.ignore_patterns("screenshots", "__pycache__")
    )


def _copy_own_files(tree: Path, project: Path) -> None:
    share = tree / "share"
    share.mkdir(parents=True, exist_ok=True)
    for name in ("fonts.conf", "autostart.desktop"):
        shutil.copyfile(LINUX_FILES / name, share / name)
    shutil.copyfile(LINUX_FILES / "launcher.sh", tree / "bin/jiesu-desk")
    (tree / "bin/jiesu-desk").chmod(0o755)
    for name in ("LICENSE", "CHANGELOG.md"):
        shutil.copyfile(project / name, share / name)


def _point_python(tree: Path, target: Target, release: Release) -> None:
    python = str(tree / "bin/python3.11")
    run(["patchelf", "--set-interpreter", f"{install_folder(release)}/lib/{target.loader}", python])
    # In a second call: one call with both leaves a file that does not start.
    run(["patchelf", "--force-rpath", "--set-rpath", "$ORIGIN/../lib", python])


def compile_all(tree: Path) -> None:
    """Compiles every module once; the compiled files are taken as they are, so a PC never writes or compares them.

    Sources stay for migrations, which Alembic reads as files, and for Qt for Python, whose licence wants it
    changeable; all else is there as compiled modules alone, which saves 35 MB.
    """
    if sys.version_info[:2] != (3, 11):
        raise Unbuilt("compiled modules fit Python 3.11 only: build with Python 3.11")
    packages = tree / PACKAGES
    with_sources = [packages / name for name in ("app/models/migrations", "PySide6", "shiboken6")]
    for folder in with_sources:
        _compile(folder, tree, beside=False)
    for folder in [tree / "lib/python3.11", *packages.iterdir()]:
        if folder.suffix == ".py":
            _compile(folder, tree, beside=True)
            folder.unlink()
        elif folder.is_dir() and folder not in with_sources:
            _compile(folder, tree, beside=True)
            for source in folder.rglob("*.py"):
                kept = any(source.is_relative_to(place) for place in with_sources)
                (source.with_suffix(".pyc") if kept else source).unlink()


def _compile(place: Path, tree: Path, *, beside: bool) -> None:
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    strip, put = str(tree), "/"
    if place.is_file():
        compileall.compile_file(
            str(place), quiet=2, force=True, legacy=beside, stripdir=strip, prependdir=put, invalidation_mode=mode
        )
        return
    compileall.compile_dir(
        str(place), 40, quiet=2, force=True, legacy=beside, stripdir=strip, prependdir=put, invalidation_mode=mode
    )
