"""What a file is: a safe name, a type that name and content agree on, and an Office package that is safe to open.

The type is decided by the content; a name that says otherwise is an error, because one of the two is a mistake.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib

from retrieval.loaders.limits import Limits, LoadError, too_large

FORMATS = {
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".docx": "word",
    ".pptx": "slides",
    ".xlsx": "sheets",
    ".csv": "sheets",
    ".tsv": "sheets",
    ".pdf": "pdf",
    ".eml": "mail",
}
"""The module of `retrieval.loaders.formats` that reads a file, by the end of its name."""

_ADVICE = {
    ".doc": "Save it as .docx",
    ".rtf": "Save it as .docx",
    ".odt": "Save it as .docx",
    ".xls": "Save it as .xlsx",
    ".ods": "Save it as .xlsx",
    ".ppt": "Save it as .pptx",
    ".odp": "Save it as .pptx",
    ".msg": "Save the mail as .eml",
    ".docm": "It may hold macros; save it as .docx",
    ".xlsm": "It may hold macros; save it as .xlsx",
    ".pptm": "It may hold macros; save it as .pptx",
}
_LONGEST_NAME = 200
_OFFICE = {
    ".docx": ("word", b"wordprocessingml.document.main+xml"),
    ".pptx": ("slides", b"presentationml.presentation.main+xml"),
    ".xlsx": ("sheets", b"spreadsheetml.sheet.main+xml"),
}
_OFFICE_NAMES = {".docx": "a Word document", ".pptx": "a PowerPoint presentation", ".xlsx": "an Excel workbook"}
_MAGIC = (
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,9}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:!doctype|[a-z][a-z0-9]*)[\s>/]", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:From [^\r\n]+\r?\n)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2}"
)
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


def safe_name(name: str) -> str:
    """The last part of a file name, in composed Unicode and without invisible letters.

    Raises:
        LoadError: the name is empty, too long, or holds control characters.
    """
    last = re.split(r"[/\\]", name)[-1]
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        raise LoadError(
            "name", f"{last[:80]!a}: the file name holds a control character; rename the file and try again."
        )
    last = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) != "Cf")
    last = re.sub(r"^[A-Za-z]:(?=.)", "", last).strip().rstrip(". ")
    if not last:
        raise LoadError(
            "name", f"{name[:80]!r}: found no file name, expected one such as plan.docx; name the file and try again."
        )
    if len(last) > _LONGEST_NAME:
        raise LoadError(
            "name",
            f"{last[:60]}…: the file name has {len(last)} letters, at most {_LONGEST_NAME} are taken; "
            "shorten the name.",
        )
    return last


def ending(name: str) -> str:
    """The end of a name from its last dot, in small letters; empty without one."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


def format_of(name: str) -> str:
    """The format module for a name.

    Raises:
        LoadError: files of that name are not read.
    """
    end = ending(name)
    if end in FORMATS:
        return FORMATS[end]
    known = ", ".join(FORMATS)
    advice = _ADVICE.get(end, "Save it as one of these")
    reason = "macros" if end in (".docm", ".xlsm", ".pptm") else "unsupported"
    raise LoadError(
        "macros" if reason == "macros" else "unsupported",
        f"{name}: files ending in {end or 'nothing'} are not read; expected one of {known}. {advice}.",
    )


def check_type(name: str, data: bytes) -> None:
    """Raises a `LoadError` where the content is empty or is not what the name says."""
    end = ending(name)
    if not data:
        raise LoadError("empty", f"{name}: the file is empty (0 bytes). Export or save it again and add that file.")
    if data.startswith(_OLE):
        raise _old_office(name, data)
    found = _found(data)
    if end in _OFFICE:
        fits = found == "a ZIP archive"
    elif end == ".pdf":
        fits = found == "a PDF"
    elif end in (".html", ".htm"):
        fits = found == "an HTML page" or (found == "text" and _TAG.search(data) is not None)
    elif end == ".eml":
        fits = found == "text" and _MAIL.match(data.lstrip(b"\r\n")) is not None
    else:
        fits = found == "text"
    if not fits:
        raise LoadError(
            "wrong_type",
            f"{name}: found {found}, expected {_expected(end)}. Rename the file if only the ending is wrong, "
            "or save it in the format that its name says.",
        )


def _expected(end: str) -> str:
    if end in _OFFICE_NAMES:
        return f"{_OFFICE_NAMES[end]} ({end})"
    names = {".pdf": "a PDF", ".eml": "a mail with its headers", ".html": "an HTML page", ".htm": "an HTML page"}
    return f"{names.get(end, 'text')} ({end})"


def _found(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return "a PDF"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "a ZIP archive"
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return what
    if _HTML.match(data[3:] if data.startswith(b"\xef\xbb\xbf") else data):
        return "an HTML page"
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in data[:100_000]:
        return "binary data"
    return "text"


def _old_office(name: str, data: bytes) -> LoadError:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return LoadError(
            "encrypted", f"{name}: the file is protected by a password. Save a copy without it and add that copy."
        )
    for stream, what, new in (
        ("WordDocument", "an old Word document (.doc)", ".docx"),
        ("PowerPoint Document", "an old PowerPoint presentation (.ppt)", ".pptx"),
        ("Workbook", "an old Excel workbook (.xls)", ".xlsx"),
        ("__substg1.0_", "an Outlook message (.msg)", ".eml"),
    ):
        if holds(stream):
            return LoadError("wrong_type", f"{name}: found {what}, which is not read. Save it as {new}.")
    return LoadError("wrong_type", f"{name}: found an old Office container. Save it as .docx, .xlsx, .pptx or .eml.")


def check_package(name: str, data: bytes, limits: Limits) -> None:
    """Checks an Office file before a parser opens it: what it is, its sizes, and that it holds no traps.

    Raises:
        LoadError: the package is damaged, encrypted, of another kind than its name says, holds macros or a DOCTYPE,
            or unpacks to more than `limits` allow.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_parts(name, package, len(data), limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise LoadError(
            "damaged",
            f"{name}: the file is cut off or damaged ({error}); expected {_expected(ending(name))} that is complete. "
            "Copy or download it again.",
        ) from error


def _check_parts(name: str, package: zipfile.ZipFile, size: int, limits: Limits) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > limits.parts or len(set(names)) != len(names):
        raise LoadError("hostile", f"{name}: found {len(parts):,} parts or parts of the same name; it is not opened.")
    if any(part.flag_bits & 1 for part in parts):
        raise LoadError("encrypted", f"{name}: the archive is encrypted. Save a copy without a password.")
    total = sum(part.file_size for part in parts)
    if total > limits.unpacked_bytes or (total > 20_000_000 and total > 300 * size):
        raise LoadError(
            "hostile",
            f"{name}: {size:,} bytes unpack to {total:,}; at most {limits.unpacked_bytes:,} and 300 times the size "
            "are opened. Split the document, or remove what makes it so large.",
        )
    if any(each.lower().endswith("vbaproject.bin") for each in names):
        raise _macros(name)
    types = next((part for part in parts if part.filename == "[Content_Types].xml"), None)
    _check_kind(name, package.read(types) if types and types.file_size <= limits.part_bytes else b"")
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")):
            _check_xml(name, package, part, limits)


def _check_kind(name: str, types: bytes) -> None:
    end = ending(name)
    if b"macroEnabled" in types:
        raise _macros(name)
    kinds = [other for other, (_, mark) in _OFFICE.items() if mark in types]
    if end not in kinds:
        found = _OFFICE_NAMES[kinds[0]] if kinds else "a ZIP archive that is no such document"
        raise LoadError(
            "wrong_type",
            f"{name}: found {found}, expected {_expected(end)}. Give the file the ending that fits its content.",
        )


def _check_xml(name: str, package: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    if part.file_size > limits.part_bytes:
        raise too_large(
            name, f"its part {part.filename} has {part.file_size:,} bytes", limits.part_bytes, "bytes of one part"
        )
    content = package.read(part)
    if any(mark in content for mark in _DOCTYPE):
        raise LoadError(
            "hostile",
            f"{name}: its part {part.filename} declares a DOCTYPE, which Office files never need and attacks do. "
            "Save the document again from Office.",
        )
    rows = content.count(b"<w:p>") + content.count(b"<w:p ") + content.count(b"<w:p/>")
    if rows > limits.blocks:
        raise too_large(name, f"it has {rows:,} paragraphs", limits.blocks, "paragraphs")


def _macros(name: str) -> LoadError:
    return LoadError(
        "macros", f"{name}: the file holds macros and is not opened. Save it without macros (.docx, .xlsx, .pptx)."
    )
