import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.loaders import Limits, LoadError, load, safe_name
from retrieval.loaders.formats.text import decode
from tests.retrieval.loaders.making import PARAGRAPH, pdf, slides, with_parts, word, word_body, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DOCTYPE = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
MANY = PARAGRAPH * 40_000


def nested_mail() -> bytes:
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000))
    return b"From: a@example.org\r\nSubject: x\r\n" + parts


REFUSED = {
    "an empty file": ("plan.docx", b"", "empty", "0 bytes"),
    "only white space": ("plan.txt", b" \n\t\n", "no_text", "white space"),
    "an unknown ending": ("plan.xyz", b"x", "unsupported", ".docx"),
    "an old format": ("plan.doc", b"x", "unsupported", "Save it as .docx"),
    "a PDF called docx": ("plan.docx", pdf([[("Normal", "x")]]), "wrong_type", "found a PDF"),
    "slides called docx": ("plan.docx", slides(), "wrong_type", "PowerPoint presentation, expected a Word document"),
    "a picture called txt": ("plan.txt", b"\x89PNG\r\n\x1a\n", "wrong_type", "PNG"),
    "a page called txt": ("plan.txt", b"<!DOCTYPE html><html><p>x", "wrong_type", "HTML"),
    "text called pdf": ("plan.pdf", b"hello", "wrong_type", "expected a PDF"),
    "text called eml": ("plan.eml", b"hello\n", "wrong_type", "a mail with its headers"),
    "binary data": ("plan.txt", bytes(range(256)), "wrong_type", "binary"),
    "a control character": ("plan.md", b"a\x01b", "wrong_type", "U+0001"),
    "damaged UTF-8": ("plan.txt", "Größe und mehr".encode() + b"\xff", "encoding", "byte 16"),
    "a password on Office": ("plan.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
    "an old Word file": ("plan.docx", OLE + "WordDocument".encode("utf-16-le"), "wrong_type", ".doc)"),
    "a password on a PDF": ("plan.pdf", pdf([[("Normal", "x")]], password="pw"), "encrypted", "password"),
    "a cut-off archive": ("plan.docx", word()[:4000], "damaged", "cut off"),
    "a cut-off workbook": (
        "plan.xlsx",
        workbook()[:4000],
        "damaged",
        "expected an Excel workbook (.xlsx) that",
    ),
    "a cut-off PDF": ("plan.pdf", pdf([[("Normal", "x")]])[:900], "damaged", "cut off"),
    "a scan": ("plan.pdf", pdf([[("Normal", "")]]), "no_text", "OCR"),
    "a workbook without cells": ("plan.xlsx", workbook([]), "no_text", "no text"),
    "macros by name": ("plan.docm", b"x", "macros", "save it as .docx"),
    "macros inside": ("plan.xlsx", with_parts(workbook(), **{"xl/vbaProject.bin": b"x"}), "macros", "macros"),
    "a DOCTYPE": ("plan.docx", with_parts(word(), **{"word/document.xml": DOCTYPE}), "hostile", "DOCTYPE"),
    "a DOCTYPE in UTF-16": (
        "plan.pptx",
        with_parts(slides(), **{"ppt/presentation.xml": DOCTYPE.encode("utf-16")}),
        "hostile",
        "DOCTYPE",
    ),
    "an archive that unpacks to too much": (
        "plan.docx",
        with_parts(word(), **{"word/media/a.bin": bytes(40_000_000)}),
        "hostile",
        "unpack",
    ),
    "two million paragraphs": ("plan.docx", word_body("<w:p/>" * 2_000_000), "too_large", "2,000,000 paragraphs"),
    "a million columns": ("list.csv", b",".join([b"a"] * 1_000_000), "too_large", "1,000,000 columns"),
    "deep HTML": ("plan.html", b"<html>" + b"<div>" * 100_000 + b"x", "hostile", "nested"),
    "a deep mail": ("plan.eml", nested_mail(), "hostile", "nested"),
    "a mail with no text": ("plan.eml", b"From: a@example.org\r\nSubject: x\r\n\r\n", "no_text", "attach"),
}


@pytest.mark.parametrize(("name", "data", "reason", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_file_is_refused_with_its_name_and_the_reason(name: str, data: bytes, reason: str, says: str) -> None:
    with pytest.raises(LoadError) as refused:
        load(name, data)

    assert refused.value.reason == reason
    assert refused.value.message.startswith(f"{name}: ")
    assert says in refused.value.message


@pytest.mark.parametrize(
    ("limits", "reason", "says"),
    [
        (Limits(cpu_seconds=1, blocks=200_000), "time", "1 s of computing time"),
        (Limits(wall_seconds=0.05), "time", "0.05 s"),
        (Limits(memory_bytes=130_000_000), "memory", "130 MB"),
        (Limits(letters=1_000), "too_large", "1,000 letters"),
        (Limits(blocks=100), "too_large", "100 paragraphs"),
        (Limits(file_bytes=100), "too_large", "100 bytes"),
        (Limits(result_bytes=100_000), "too_large", "100,000 bytes of result"),
    ],
)
def test_each_limit_says_that_it_was_reached(limits: Limits, reason: str, says: str) -> None:
    body = MANY * 4 if limits.cpu_seconds == 1 else MANY

    with pytest.raises(LoadError) as refused:
        load("plan.docx", word_body(body), limits=limits)

    assert (refused.value.reason, says in refused.value.message) == (reason, True), refused.value.message


def test_a_file_is_measured_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "plan.txt"
    with large.open("wb") as file:
        file.truncate(300_000_000)

    with pytest.raises(LoadError, match="300,000,000 bytes"):
        load("plan.txt", large)


def test_a_path_is_read_and_a_missing_one_is_named(tmp_path: Path) -> None:
    there = tmp_path / "x"
    there.write_text("Everyone signs in anew.")

    assert load("plan.txt", there).text == "Everyone signs in anew."
    with pytest.raises(LoadError, match="no such file"):
        load("plan.txt", tmp_path / "y")


def test_a_size_that_lies_is_noticed() -> None:
    data = bytearray(word())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 5)

    with pytest.raises(LoadError):
        load("plan.docx", bytes(data))


def test_a_parser_cannot_open_a_connection_or_write_a_file(tmp_path: Path) -> None:
    parsers = {
        "socket": "__import__('socket').socket()",
        "subprocess.Popen": "__import__('subprocess').run(['true'])",
        "File too large": f"open({str(tmp_path / 'x')!r}, 'w', buffering=1).write('x' * 9999)",
    }
    for refused, does in parsers.items():
        code = f"from retrieval.loaders.child import run; run(lambda *_: {does})"
        answer = subprocess.run(
            [sys.executable, "-c", code, "plan.txt", Limits().model_dump_json()],
            input=b"text",
            capture_output=True,
            check=True,
        )
        assert refused in answer.stdout.decode()


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/plan.txt", "plan.txt"),
        ("C:\\docs\\Plan 2.docx", "Plan 2.docx"),
        ("C:plan.docx", "plan.docx"),
        ("/a/Übersicht.md", "Übersicht.md"),
        ("re\u202eport.txt", "report.txt"),
        ("plan.txt. ", "plan.txt"),
    ],
)
def test_a_name_is_its_last_part(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@pytest.mark.parametrize("name", ["", "..", "a/", "\u202e", "a\0.txt", "a\nb.txt", "a" * 300 + ".txt", "\ud800.txt"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(LoadError) as refused:
        safe_name(name)

    assert refused.value.reason == "name"
    assert refused.value.message.isprintable()


@given(st.text())
def test_a_safe_name_stays_as_it_is_and_has_no_path(name: str) -> None:
    try:
        safe = safe_name(name)
    except LoadError:
        return
    assert safe_name(safe) == safe
    assert not set("/\\\0") & set(safe)
    assert safe not in ("", ".", "..")


@given(st.binary(max_size=200))
def test_bytes_are_text_or_an_error_and_never_replaced(data: bytes) -> None:
    try:
        text, notes = decode("a.txt", data)
    except LoadError:
        return
    assert data[:2] in (b"\xff\xfe", b"\xfe\xff") or text.encode("cp1252" if notes else "utf-8") in data
