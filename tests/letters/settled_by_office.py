"""Runs in LibreOffice's Python: opens a file, accepts or rejects all its tracked changes, saves it as docx.

Arguments: LibreOffice's program, a folder for its profile, then source, what to dispatch and target, again and again.
"""

import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import uno  # there in LibreOffice's Python alone
from com.sun.star.beans import PropertyValue  # made by uno


def options(**values: object) -> tuple[Any, ...]:
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def connected(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + 60
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def main(program: str, folder: str, *work: str) -> None:
    pipe = f"settled-{uuid.uuid4().hex}"  # another run of the tests on this machine has an office of its own
    office = subprocess.Popen(
        [program, f"-env:UserInstallation={Path(folder).as_uri()}", "--headless", "--norestore", "--nologo",
         f"--accept=pipe,name={pipe};urp;"],
    )  # fmt: skip
    try:
        context = connected(pipe)
        make = context.ServiceManager.createInstanceWithContext
        desktop = make("com.sun.star.frame.Desktop", context)
        dispatcher = make("com.sun.star.frame.DispatchHelper", context)
        for source, told, target in zip(work[::3], work[1::3], work[2::3], strict=True):
            document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, options(Hidden=True))
            dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{told}", "", 0, ())
            document.storeToURL(Path(target).as_uri(), options(FilterName="MS Word 2007 XML"))
            document.close(True)  # noqa: FBT003  UNO takes no names
        desktop.terminate()
        office.wait(20)
    finally:
        if office.poll() is None:
            office.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
