"""Files that no service should swallow, made in code: each with its name, and made only when it is its turn."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import docx
import openpyxl
import pptx
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

SECRET = "root:x:0:0"
"""How the file that the traps point at begins; it must turn up nowhere."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
)
_OLE_SECTOR = 512
_FREE, _CHAIN_END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


class File(NamedTuple):
    """One bad file."""

    what: str
    """In words, for the table."""
    name: str
    make: Callable[[], bytes]
    readable: bool = False
    """Whether a patient reader may take it, as long as nothing of `SECRET` is in what is stored."""


def files() -> Iterator[File]:
    """All of them."""
    for end in ("txt", "md", "csv", "docx", "pdf", "html", "eml"):
        yield File(f"empty .{end}", f"empty.{end}", bytes)
    yield File("PDF named .docx", "plan.docx", pdf)
    yield File("text named .pdf", "plan.pdf", lambda: b"Go-live is on Monday.\n" * 50)
    yield File("ZIP named .docx", "archive.docx", _archive)
    yield File("workbook named .docx", "sheet.docx", workbook)
    yield File("program named .txt", "tool.txt", lambda: b"\x7fELF\x02\x01\x01" + bytes(2000))
    yield File("no ending", "README", lambda: b"Go-live is on Monday.")
    yield File("PDF with a password", "locked.pdf", lambda: pdf(StandardEncryption("open sesame", "owner")))
    for end in ("docx", "xlsx", "pptx"):
        yield File(f".{end} with a password", f"locked.{end}", lambda: ole("EncryptedPackage", "EncryptionInfo"))
    yield File("old Word file", "old.doc", lambda: ole("WordDocument"))
    yield File("old Word file named .docx", "old.docx", lambda: ole("WordDocument"))
    for end, make in (("docx", document), ("xlsx", workbook), ("pptx", slides), ("pdf", pdf)):
        yield File(f".{end} cut off in the middle", f"cut.{end}", lambda make=make: _half(make()))  # type: ignore[misc]
    for end, make in (("docx", document), ("xlsx", workbook), ("pptx", slides)):
        yield File(f".{end} with bytes changed", f"bent.{end}", lambda make=make: _bent(make()), readable=True)  # type: ignore[misc]
    yield File("document with macros, .docm", "macros.docm", lambda: _macros(document(), "word"))
    for end, make, folder in (("docx", document, "word"), ("xlsx", workbook, "xl"), ("pptx", slides, "ppt")):
        yield File(f"macros inside .{end}", f"hidden.{end}", lambda m=make, f=folder: _macros(m(), f))  # type: ignore[misc]
    yield File("part that unpacks to 400 MB", "bomb.docx", _one_bomb)
    yield File("12 parts that unpack to 25 MB each", "bombs.docx", _many_bombs)
    yield File(
        "20,000 parts", "parts.docx", lambda: with_parts(document(), {f"word/p{n}.xml": b"" for n in range(20_000)})
    )
    yield from _entities()
    yield File("two million empty paragraphs", "long.docx", lambda: _word("<w:p/>" * 2_000_000))
    yield File("two million paragraphs", "long2.docx", lambda: _word("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 2_000_000))
    yield File("880,000 paragraphs, other prefix", "long3.docx", _other_prefix)
    yield File("tables in tables, 5,000 deep", "deep.docx", _deep_tables)
    yield File("workbook that claims a million columns", "wide.xlsx", _wide, readable=True)
    for end in ("txt", "md", "csv"):
        yield File(f".{end} that is no UTF-8", f"coded.{end}", lambda: b"Plan, \xc3\x28\x81\x8d\xfe\xff\x9d\n" * 20)
    yield File("UTF-16 cut off", "half.txt", lambda: "Go-live is on Monday".encode("utf-16") + b"\xd8", readable=True)
    yield File(
        "HTML 200,000 deep", "deep.html", lambda: _page("<div>" * 200_000 + "Go-live is on Monday"), readable=True
    )
    yield File("HTML lists 20,000 deep", "lists.html", lambda: _page("<ul><li>x" * 20_000), readable=True)
    yield File("Markdown quotes 50,000 deep", "deep.md", lambda: b">" * 50_000 + b" Go-live", readable=True)
    yield File("Markdown brackets, 500,000", "open.md", lambda: b"[" * 500_000 + b" Go-live", readable=True)
    yield File("MIME 3,000 deep", "deep.eml", lambda: mail(3_000), readable=True)
    yield File("mail in mail, 3,000 deep", "forwarded.eml", _forwarded, readable=True)


def _entities() -> Iterator[File]:
    """Documents that ask their reader to open other files, or to multiply."""
    for what, doctype, use in (("XXE", _EXTERNAL, "&e;"), ("billion laughs", _LAUGHS, "&a9;")):
        body = f"<w:p><w:r><w:t>{use}</w:t></w:r></w:p>"
        yield File(f"{what} in a Word document", "entity.docx", lambda d=doctype, b=body: _word(b, d))  # type: ignore[misc]
        yield File(
            f"{what} in a Word document, UTF-16",
            "entity16.docx",
            lambda d=doctype, b=body: _word(b, d, "utf-16"),  # type: ignore[misc]
        )
        yield File(
            f"{what} in a Word document, EBCDIC",
            "entity37.docx",
            lambda d=doctype, b=body: _word(b, d, "cp037"),  # type: ignore[misc]
            readable=True,
        )
        yield File(
            f"{what} in a workbook",
            "entity.xlsx",
            lambda d=doctype, u=use: with_parts(workbook(), {"xl/sharedStrings.xml": _strings(d, u)}),  # type: ignore[misc]
        )
        yield File(
            f"{what} in a slide",
            "entity.pptx",
            lambda d=doctype, u=use: _slide_with(d, u),  # type: ignore[misc]
        )
        page = f"<?xml version='1.0'?>{doctype}<html><body><p>Go-live is on Monday {use}</p></body></html>"
        yield File(f"{what} in HTML", "entity.html", page.encode, readable=True)
    frame = '<p>Go-live is on Monday</p><iframe src="file:///etc/passwd"></iframe><object data="/etc/passwd"></object>'
    yield File("HTML that points at files", "frames.html", lambda: _page(frame), readable=True)


def document() -> bytes:
    """A good Word document."""
    made = docx.Document()
    made.add_heading("Plan", 1)
    for number in range(40):
        made.add_paragraph(f"Step {number}: single sign-on goes live for group {number} on 12 March 2027.")
    return _saved(made.save)


def workbook() -> bytes:
    """A good Excel workbook."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["Milestone", "Date"])
    for number in range(200):
        sheet.append([f"Wave {number}", "2027-03-12"])
    return _saved(made.save)


def slides() -> bytes:
    """A good PowerPoint presentation."""
    made = pptx.Presentation()
    for number in range(3):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = f"Wave {number} goes live"
    return _saved(made.save)


def pdf(encrypt: StandardEncryption | None = None) -> bytes:
    """A good PDF, with a password if `encrypt` is given."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=encrypt)
    for number in range(20):
        for line in range(30):
            said = f"Step {line} of {number}: single sign-on goes live for {line * 37 + number} people."
            canvas.drawString(72, 720 - 20 * line, said)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def ole(*streams: str) -> bytes:
    """An OLE container, as old or encrypted Office files are, with streams of these names."""
    size = 4096
    names = ["Root Entry", *streams]
    entries = b""
    for at, name in enumerate(names):
        letters = name.encode("utf-16-le") + b"\0\0"
        root = at == 0
        first = _CHAIN_END if root else 2 + (at - 1) * (size // _OLE_SECTOR)
        after = at + 1 if 0 < at < len(names) - 1 else _FREE
        entries += letters.ljust(64, b"\0") + struct.pack(
            "<HBBIII16sIQQIQ", len(letters), 5 if root else 2, 1, _FREE, after, 1 if root and streams else _FREE,
            bytes(16), 0, 0, 0, first, 0 if root else size,
        )  # fmt: skip
    fat = [_FAT, _CHAIN_END]
    for at in range(len(streams)):
        start = 2 + at * (size // _OLE_SECTOR)
        fat += [*range(start + 1, start + size // _OLE_SECTOR), _CHAIN_END]
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_OLE_SECTOR, b"\xff")
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6),
        0, 1, 1, 0, size, _CHAIN_END, 0, _CHAIN_END, 0, 0,
    )  # fmt: skip
    header = header.ljust(_OLE_SECTOR, b"\xff")
    return header + table + entries.ljust(_OLE_SECTOR, b"\0") + bytes(range(256)) * (size // 256) * len(streams)


def mail(depth: int) -> bytes:
    """A mail whose parts are nested so deep."""
    opened = "".join(f'--b{n}\nContent-Type: multipart/mixed; boundary="b{n + 1}"\n\n' for n in range(depth))
    inner = f"--b{depth}\nContent-Type: text/plain\n\nGo-live is on Monday.\n"
    closed = "".join(f"--b{n}--\n" for n in range(depth, -1, -1))
    head = 'From: a@example.org\nTo: b@example.org\nSubject: Plan\nContent-Type: multipart/mixed; boundary="b0"\n\n'
    return (head + opened + inner + closed).encode()


def with_parts(package: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same Office package with these parts in place of those of the same name, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _bent(data: bytes) -> bytes:
    bent = bytearray(data)
    for at in range(200, len(bent), 997):
        bent[at] ^= 0xFF
    return bytes(bent)


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("notes.txt", "Go-live is on Monday.")
    return out.getvalue()


def _macros(package: bytes, folder: str) -> bytes:
    return with_parts(package, {f"{folder}/vbaProject.bin": ole("VBA")})


def _one_bomb() -> bytes:
    return with_parts(document(), {"word/document.xml": b" " * 400_000_000})


def _many_bombs() -> bytes:
    part = f'<w:x xmlns:w="{_W}">'.encode() + b" " * 25_000_000 + b"</w:x>"
    return with_parts(document(), {f"word/header{n}.xml": part for n in range(12)})


def _word(body: str, doctype: str = "", encoding: str = "utf-8") -> bytes:
    name = {"cp037": "IBM037"}.get(encoding, encoding.upper())
    text = (
        f'<?xml version="1.0" encoding="{name}" standalone="yes"?>{doctype}'
        f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    )
    return with_parts(document(), {"word/document.xml": text.encode(encoding)})


def _other_prefix() -> bytes:
    # About as many as go into one part of the size that is opened.
    body = "<x:p><x:r><x:t>a</x:t></x:r></x:p>" * 880_000
    text = f'<x:document xmlns:x="{_W}"><x:body>{body}</x:body></x:document>'
    return with_parts(document(), {"word/document.xml": text.encode()})


def _deep_tables() -> bytes:
    opened, closed = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    return _word(opened * 5_000 + closed * 5_000)


def _wide() -> bytes:
    cells = '<c r="A1" t="inlineStr"><is><t>Milestone</t></is></c><c r="XFD1048576"><v>1</v></c>'
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    )
    return with_parts(workbook(), {"xl/worksheets/sheet1.xml": sheet.encode()})


def _strings(doctype: str, use: str) -> bytes:
    return (
        f'<?xml version="1.0"?>{doctype}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<si><t>{use}</t></si></sst>"
    ).encode()


def _slide_with(doctype: str, use: str) -> bytes:
    package = slides()
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        slide = opened.read("ppt/slides/slide1.xml").decode()
    head, found, rest = slide.partition("?>")
    assert found
    return with_parts(package, {"ppt/slides/slide1.xml": f"{head}?>{doctype}{rest}".replace("goes live", use).encode()})


def _page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def _forwarded() -> bytes:
    head = "From: a@example.org\nTo: b@example.org\nSubject: Plan\n"
    return (f"{head}Content-Type: message/rfc822\n\n" * 3_000 + f"{head}\nGo-live is on Monday.\n").encode()
