"""A real LibreOffice that opens, types, computes and saves, driven by a macro of its own profile.

Belongs here: starting the program and telling it what to do. Does not belong here: what is typed or expected.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}
_SECONDS, _SECONDS_A_FILE = 120, 30
"""Far more than it takes: a start that hangs must end, a slow machine must not."""

Typed = tuple[str, str, str]
"""Sheet, address, what a person types there; whole rows such as `6:6` are put in, and nothing is typed."""

_MACRO = """
Sub Perform(script As String)
  On Error GoTo Failed
  Dim orders, doc, parts, files, options(0) As New com.sun.star.beans.PropertyValue
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  orders = createUnoService("com.sun.star.io.TextInputStream")
  orders.setInputStream(files.openFileRead(script))
  orders.setEncoding("UTF-8")
  Do While Not orders.isEOF()
    parts = Split(orders.readLine(), Chr(9))
    Select Case parts(0)
    Case "open"
      options(0).Name = "Hidden"
      options(0).Value = True
      doc = StarDesktop.loadComponentFromURL(parts(1), "_blank", 0, options())
    Case "type"
      doc.Sheets.getByName(parts(1)).getCellRangeByName(parts(2)).FormulaLocal = parts(3)
    Case "insert"
      doc.Sheets.getByName(parts(1)).Rows.insertByIndex(CLng(parts(2)) - 1, 1)
    Case "save"
      doc.calculateAll()
      options(0).Name = "FilterName"
      options(0).Value = parts(2)
      doc.storeToURL(parts(1), options())
    Case "close"
      doc.close(True)
    End Select
  Loop
  Failed:
  StarDesktop.terminate()
End Sub
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing"
 script:language="StarBasic">{}</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Typing"/></library:library>
"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
 library:link="false"/></library:libraries>
"""
_FRENCH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item>
<item oor:path="/org.openoffice.Setup/Office">
<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


class Office:
    """LibreOffice with a profile of its own below `home`, set to French: dates and decimals are typed as in France."""

    def __init__(self, home: Path) -> None:
        self._home = home
        standard = home / "profile" / "user" / "basic" / "Standard"
        standard.mkdir(parents=True)
        macro = _MACRO.replace('"', "&quot;")
        (standard / "Typing.xba").write_text(_MODULE.format(macro), encoding="utf-8")
        (standard / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        (standard.parent / "script.xlc").write_text(_LIBRARIES, encoding="utf-8")
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(_FRENCH, encoding="utf-8")

    def fill_in(self, jobs: Iterable[tuple[Path, Iterable[Typed], Iterable[Path]]]) -> None:
        """Open each file, type into it, compute, and save it under each of the names, in one start of the program."""
        orders, files = [], 0
        for source, typed, targets in jobs:
            files += 1
            orders.append(f"open\t{source.as_uri()}")
            orders += map(_order, typed)
            orders += [f"save\t{target.as_uri()}\t{FILTERS[target.suffix]}" for target in targets]
            orders.append("close")
        script = self._home / "orders.tsv"
        script.write_text("\n".join(orders), encoding="utf-8")
        self._run(
            f'macro:///Standard.Typing.Perform("{script.as_uri()}")', _SECONDS + files * _SECONDS_A_FILE
        )

    def _run(self, macro: str, seconds: int) -> None:
        profile = f"-env:UserInstallation={(self._home / 'profile').as_uri()}"
        command = [str(SOFFICE), "--headless", "--norestore", "--nolockcheck", profile, macro]
        subprocess.run(command, check=True, capture_output=True, timeout=seconds)


def _order(typed: Typed) -> str:
    sheet, address, text = typed
    first, colon, _ = address.partition(":")
    return f"insert\t{sheet}\t{first}" if colon else f"type\t{sheet}\t{address}\t{text}"
