"""LibreOffice Calc as an office uses it: opens a workbook, types into cells, saves it; without a window."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from tests.support.needs import must_find

_SECONDS = 120
_DOCTYPE = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}">'
)
_NAMES = 'xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"'
_LIBRARIES = (
    f'<library:libraries {_NAMES}><library:library library:name="Standard" library:link="false"/></library:libraries>'
)
_LIBRARY = (
    f'<library:library {_NAMES} library:name="Standard" library:readonly="false"'
    ' library:passwordprotected="false"><library:element library:name="Module1"/></library:library>'
)
_MODULE = (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"'
    ' script:language="StarBasic">{}</script:module>'
)
_BASIC = """Sub Fill
Dim hidden(0) As New com.sun.star.beans.PropertyValue
hidden(0).Name = "Hidden" : hidden(0).Value = True
document = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
sheet = document.Sheets.getByIndex(0)
On Error Resume Next
{unlocking}
{typing}
On Error Goto 0
Dim filter(0) As New com.sun.star.beans.PropertyValue
filter(0).Name = "FilterName" : filter(0).Value = "{filter}"
document.storeToURL("{target}", filter())
document.close(True)
StarDesktop.terminate
End Sub
"""
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97"}


def fill(source: Path, target: Path, cells: Mapping[str, str], profile: Path, *, unlock: bool = False) -> None:
    """Types texts into cells (A1 → text) as a person does, so that dates become dates, and saves under a new name.

    Locked cells stay as they are, unless `unlock` lifts the sheet's protection before.
    """
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    if not module.exists():
        _run(profile, "--terminate_after_init")  # the first start makes the profile anew
    typing = "\n".join(f'sheet.getCellRangeByName("{place}").FormulaLocal = "{text}"' for place, text in cells.items())
    basic = _BASIC.format(
        source=source.as_uri(),
        target=target.as_uri(),
        unlocking='sheet.unprotect("")' if unlock else "",
        typing=typing,
        filter=FILTERS[target.suffix],
    )
    module.parent.mkdir(parents=True, exist_ok=True)
    for path, kind, text in (
        (module.parent.parent / "script.xlc", "library:libraries", _LIBRARIES),
        (module.parent / "script.xlb", "library:library", _LIBRARY),
        (module, "script:module", _MODULE.format(escape(basic))),
    ):
        path.write_text(_DOCTYPE.format(kind, f"{kind.partition(':')[2]}.dtd") + text, encoding="utf-8")
    _run(profile, "macro:///Standard.Module1.Fill")


def _run(profile: Path, order: str) -> None:
    subprocess.run(
        [must_find("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", order],
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )
