"""OFD files written by hand: pages of text codes, a template, a seal."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
Placed = tuple[float, float, float, str]  # x, y of the baseline in millimetres from the upper left, size, words


def text(x: float, y: float, size: float, words: str, *, colour: str = "0 0 0", more: str = "") -> str:
    """One text object whose box begins at x and whose baseline lies one letter below the box's top."""
    widths = [size / 2 if letter.isascii() else size for letter in words]
    steps = f'DeltaX="{" ".join(f"{width:.3f}" for width in widths[:-1])}"' if len(words) > 1 else ""
    box = f"{x} {y - size} {sum(widths)} {size}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{box}" Font="2" Size="{size}" {more}><ofd:FillColor Value="{colour}"/>'
        f'<ofd:TextCode X="0" Y="{size}" {steps}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def page(objects: str, template: str = "") -> str:
    return f"<ofd:Page {NS}>{template}<ofd:Content><ofd:Layer ID='9'>{objects}</ofd:Layer></ofd:Content></ofd:Page>"


def ofd(pages: Sequence[str], *, template: str = "", sealed: bool = False, **parts: str) -> bytes:
    """Write an OFD file of pages made by `page`."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    about = '<ofd:TemplatePage ID="77" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    signed = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>" if sealed else ""
    files = {
        "OFD.xml": (
            f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{signed}</ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": (
            f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            f"</ofd:PageArea>{about}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        ),
        **{f"Doc_0/Pages/Page_{n}/Content.xml": body for n, body in enumerate(pages)},
        **parts,
    }
    if template:
        files["Doc_0/Tpls/Tpl_0/Content.xml"] = template
    if sealed:
        files["Doc_0/Signs/Signatures.xml"] = (
            f'<ofd:Signatures {NS}><ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>'
        )
        files["Doc_0/Signs/Sign_0/Signature.xml"] = (
            f'<ofd:Signature {NS}><ofd:SignedInfo><ofd:StampAnnot PageRef="0" Boundary="120 200 42 42"/>'
            "</ofd:SignedInfo></ofd:Signature>"
        )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return packed.getvalue()
