"""What of Python, Qt and the wheels the bundle keeps: lists with a reason, and the check that nothing else came in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

# Qt modules that the product imports; a test compares them with its sources.
QT_MODULES = frozenset({"QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtPrintSupport", "QtSvg"})
QT_PACKAGE = frozenset({"__init__.py", "_config.py", "_git_pyside_version.py", "libpyside6.abi3.so.6.7"})
# Plug-ins that Qt loads by itself. No GTK theme, no cups (each brings some twenty libraries of the desktop), no TLS,
# no GL: widgets are drawn by the processor, and an office PC's graphics driver is never loaded into the desk.
QT_PLUGINS = frozenset(
    {
        "platforms/libqxcb.so",
        "platforms/libqoffscreen.so",
        "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
        "platforminputcontexts/libibusplatforminputcontextplugin.so",
        "iconengines/libqsvgicon.so",
        "imageformats/libqgif.so",
        "imageformats/libqjpeg.so",
        "imageformats/libqsvg.so",
    }
)
QT_TRANSLATIONS = frozenset({"qtbase_zh_CN.qm"})

# Of every wheel: what is read by compilers, type checkers and test runners only.
LEFT_OUT_OF_WHEELS = (
    "*.pyi", "*.pxd", "*.pyx", "*.pxi", "*.c", "*.cpp", "*.h", "*.hpp", "*.a", "*.f", "*.f90", "*/py.typed",
    "*/tests/*", "*/test/*", "*/testing/*.py",
    "numpy/f2py/*", "numpy/distutils/*", "numpy/_core/include/*", "numpy/random/_examples/*", "numpy/doc/*",
    "numpy/typing/tests/*", "lxml/includes/*", "lxml/isoschematron/*", "lxml/html/*", "lxml/objectify*",
    "numpy/random/*", "numpy/_core/_simd*", "numpy/_core/*_tests*",
    "plyer/platforms/android/*", "plyer/platforms/ios/*", "plyer/platforms/macosx/*", "plyer/platforms/win/*",
    "bin/*", "*.dist-info/RECORD", "*.dist-info/sboms/*", "*/__pycache__/*",
)  # fmt: skip
# Of Debian's Python: nothing that installs, draws with Tk, edits or tests.
LEFT_OUT_OF_PYTHON = (
    "idlelib/*", "tkinter/*", "turtledemo/*", "lib2to3/*", "ensurepip/*", "distutils/*", "pydoc_data/*", "test/*",
    "config-3.11-*/*", "turtle.py", "*/__pycache__/*",
    "curses/*", "dbm/*", "lib-dynload/_curses*", "lib-dynload/_dbm*", "lib-dynload/_gdbm*", "lib-dynload/readline*",
    "lib-dynload/nis*", "lib-dynload/_tkinter*", "lib-dynload/ossaudiodev*", "lib-dynload/_test*",
    "lib-dynload/_xxtest*", "lib-dynload/xxlimited*", "lib-dynload/_ctypes_test*", "EXTERNALLY-MANAGED",
)  # fmt: skip
# Libraries whose presence would mean that a pruning rule failed.
NEVER = (
    "libgtk*",
    "libgdk*",
    "libcups*",
    "libgnutls*",
    "libavahi*",
    "libQt6Quick*",
    "libQt6Qml*",
    "libLLVM*",
    "libQt5*",
)


def keeps_of_wheel(name: str) -> bool:
    """Whether the file of a wheel, by its path in it, belongs into the bundle."""
    parts = PurePosixPath(name).parts
    if parts[0] == "PySide6":
        return _keeps_of_qt(PurePosixPath(*parts[1:]))
    return not any(fnmatch(name, pattern) for pattern in LEFT_OUT_OF_WHEELS)


def keeps_of_python(name: str) -> bool:
    """Whether the file of Python's standard library, by its path below `python3.11/`, belongs into the bundle."""
    return not any(fnmatch(name, pattern) for pattern in LEFT_OUT_OF_PYTHON)


def is_qt_library(name: str) -> bool:
    """Whether the file of a wheel is a library of Qt itself, which is kept only where another file needs it."""
    return name.startswith("PySide6/Qt/lib/") and ".so" in name


def _keeps_of_qt(path: PurePosixPath) -> bool:
    name = str(path)
    if name in QT_PACKAGE or name.removesuffix(".abi3.so") in QT_MODULES:
        return True
    if name.startswith("Qt/plugins/"):
        return name.removeprefix("Qt/plugins/") in QT_PLUGINS
    return name.startswith("Qt/translations/") and path.name in QT_TRANSLATIONS


def forbidden_in(tree: Path) -> list[str]:
    """Files of a finished bundle that must never be in one, by their path in it."""
    return sorted(
        str(path.relative_to(tree))
        for path in tree.rglob("*")
        if any(fnmatch(path.name, pattern) for pattern in NEVER) or (path.name in {"tests", "test"} and path.is_dir())
    )


def qt_modules_in(sources: Path) -> frozenset[str]:
    """The modules of PySide6 that any source below a folder imports."""
    found: set[str] = set()
    for path in sources.rglob("*.py"):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "PySide6" in text else ():
            found.update(name.split(".")[1] for name in _imported(node) if name.startswith("PySide6."))
    return frozenset(found)


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module == "PySide6":
        yield from (f"PySide6.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
