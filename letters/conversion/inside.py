"""Runs inside LibreOffice's Python: keeps one LibreOffice open and converts what it is asked to, until its input ends.

Started by `letters.conversion.worker` as a script, never imported: it knows nothing of 会办 but its three arguments:
LibreOffice's program, a folder of its own, and how many seconds it may be idle. Each line of input is a JSON object
{"source": path, "target": path, "filter": name, "told": "Name=number" or ""}; each line of output {"error": null or
words}. It removes the folder when it ends, also where the process that asked is gone.
"""

from __future__ import annotations

import contextlib
import json
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_STARTING = 60.0  # seconds LibreOffice may take to start
_NEVER = 0  # MacroExecutionMode.NEVER_EXECUTE and UpdateDocMode.NO_UPDATE alike


def main(program: str, folder: Path, idle: float) -> None:
    """Open LibreOffice, answer requests, close it."""
    pipe = f"huiban-{folder.name}"
    office = subprocess.Popen(  # noqa: S603  the program found on the machine, our own arguments
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--invisible",
            "--norestore",
            "--nologo",
            "--nodefault",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        desktop = connect(office, pipe)
        answer(None)
        while select.select([sys.stdin], [], [], idle)[0]:
            line = sys.stdin.readline()
            if not line:
                break
            error = converted(desktop, json.loads(line))
            desktop.getFrames()  # raises where LibreOffice is gone: then this script ends, and that is the answer
            answer(error)
        with contextlib.suppress(Exception):  # LibreOffice drops the line while it ends
            desktop.terminate()
        office.wait(10)
    finally:
        if office.poll() is None:
            office.kill()
        shutil.rmtree(folder, ignore_errors=True)


def answer(error: str | None) -> None:
    """Tell the process that asked."""
    sys.stdout.write(json.dumps({"error": error}) + "\n")
    sys.stdout.flush()


def connect(office: subprocess.Popen[bytes], pipe: str) -> Any:
    """Give LibreOffice's desktop once it answers."""
    import uno  # noqa: PLC0415  there in LibreOffice's Python alone

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + _STARTING
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # UNO has its own classes of error: whatever it is, LibreOffice may not listen yet
            if office.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def converted(desktop: Any, request: dict[str, str]) -> str | None:
    """Convert one file; give what went wrong, or nothing."""
    import uno  # noqa: PLC0415  there in LibreOffice's Python alone
    from com.sun.star.beans import PropertyValue  # noqa: PLC0415  made by uno

    def options(**values: object) -> tuple[Any, ...]:
        return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())

    opening = options(Hidden=True, ReadOnly=True, MacroExecutionMode=_NEVER, UpdateDocMode=_NEVER)
    try:
        document = desktop.loadComponentFromURL(Path(request["source"]).as_uri(), "_blank", 0, opening)
        if document is None:
            return "cannot be opened"
        try:
            wanted = options(FilterName=request["filter"])
            name, _, number = request["told"].partition("=")
            if name:
                told = options(**{name: int(number)})
                wanted += options(FilterData=uno.Any("[]com.sun.star.beans.PropertyValue", told))
            document.storeToURL(Path(request["target"]).as_uri(), wanted)
        finally:
            document.close(True)  # noqa: FBT003  UNO takes no names
    except Exception as fault:  # noqa: BLE001  whatever LibreOffice throws, the one who asked is told
        return str(fault) or type(fault).__name__
    return None


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
