"""What the bundle keeps: every Qt module that the product imports, and no file of tests, headers or other systems."""

from __future__ import annotations

import pytest

from installer.bundle import pruning
from installer.environment import PROJECT


def test_every_qt_module_that_the_product_imports_is_kept() -> None:
    assert pruning.qt_modules_in(PROJECT / "app") == pruning.QT_MODULES


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtWidgets.abi3.so",
        "PySide6/__init__.py",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so",
        "plyer/platforms/linux/notification.py",
        "docx/templates/default.docx",
        "click-8.5.1.dist-info/licenses/LICENSE.txt",
    ],
)
def test_what_the_desk_loads_is_kept(name) -> None:
    assert pruning.keeps_of_wheel(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtQuick.abi3.so",
        "PySide6/designer",
        "PySide6/QtCore.pyi",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/plugins/platforms/libqwayland-egl.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "numpy/tests/test_numpy_config.py",
        "sqlalchemy/testing/suite/test_select.py",
        "lxml/includes/etree.h",
        "plyer/platforms/win/notification.py",
    ],
)
def test_what_no_desk_needs_is_left_out(name) -> None:
    assert not pruning.keeps_of_wheel(name)


def test_of_python_tests_and_tools_stay_out() -> None:
    assert pruning.keeps_of_python("json/decoder.py")
    assert pruning.keeps_of_python("lib-dynload/_decimal.cpython-311-x86_64-linux-gnu.so")
    for name in ("idlelib/pyshell.py", "tkinter/__init__.py", "lib-dynload/readline.so", "json/__pycache__/x.pyc"):
        assert not pruning.keeps_of_python(name)


def test_what_must_never_be_in_a_bundle_is_found(tmp_path) -> None:
    for name in ("lib/libgtk-3.so.0", "lib/libc.so.6", "pkg/tests/test_x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert pruning.forbidden_in(tmp_path) == ["lib/libgtk-3.so.0", "pkg/tests"]
