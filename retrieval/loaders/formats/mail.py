"""Mails: the subject as heading, who wrote whom and when, the text, and what it quotes marked as quoted."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from email.message import EmailMessage, MIMEPart

from retrieval.documents import Parsed
from retrieval.loaders.blocks import read
from retrieval.loaders.child import run
from retrieval.loaders.formats.html import render
from retrieval.loaders.formats.text import decode
from retrieval.loaders.limits import Limits, LoadError
from retrieval.loaders.rendering import Writer

QUOTED = "quoted reply"
_ORIGINAL = re.compile(
    r"^(?:-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original)\s*-{2,}"
    r"|(?:_{20,}\s*\n)?(?:From|Von|De): [^\n]+\n(?:(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado)): )",
    re.MULTILINE | re.IGNORECASE,
)
_MOST_PARTS = 200


def load(name: str, data: bytes, limits: Limits) -> Parsed:
    """Reads `.eml`."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    writer = Writer(name, limits)
    subject = _header(message, "Subject")
    writer.heading(subject, 1)
    head = [f"{field}: {_header(message, field)}" for field in ("From", "Date", "To", "Cc") if _header(message, field)]
    written = _body(name, message, writer, head)
    attachments = _attachments(message)
    if attachments:
        writer.notes.append(f"Attachments were not read: {', '.join(attachments)}. Add them as files of their own.")
    if not written:
        raise LoadError(
            "no_text",
            f"{name}: found a mail without text, expected a message. If what matters is attached, add the attachments.",
        )
    return writer.parsed(subject, "message/rfc822", _dated(message))


def _header(message: EmailMessage, field: str) -> str:
    try:
        return str(message.get(field, "")).strip()
    except (ValueError, IndexError, AttributeError, TypeError):
        # A malformed header trips the standard library's parser; the mail is readable without it.
        return ""


def _dated(message: EmailMessage) -> dt.date | None:
    try:
        when = getattr(message["Date"], "datetime", None)
    except (ValueError, IndexError, AttributeError, TypeError):
        return None
    return when.date() if when is not None else None


def _body(name: str, message: EmailMessage, writer: Writer, head: list[str]) -> bool:
    """Writes head and text, plain text rather than HTML; whether there was any text."""
    part: MIMEPart | None = message.get_body(preferencelist=("plain", "html"))
    if part is not None and part.get_content_subtype() == "plain" and not _decoded(name, part).strip():
        part = message.get_body(preferencelist=("html",))
    if part is None and not message.is_multipart() and message.get_content_maintype() == "text":
        part = message
    writer.paragraph("\n".join(head))
    if part is None:
        return False
    before = writer.length
    text = _decoded(name, part)
    if part.get_content_subtype() == "html":
        render(text, writer, quoted=QUOTED)
    else:
        _plain(text, writer)
    return writer.length > before


def _plain(text: str, writer: Writer) -> None:
    text = text.replace("\r\n", "\n")
    original = _ORIGINAL.search(text)
    cut = original.start() if original else len(text)
    for block in read(text, quoted=QUOTED):
        writer.where = QUOTED if block.start >= cut else block.where
        words = text[block.start : block.end]
        if block.where == QUOTED:
            words = re.sub(r"\n(?:[ \t]{0,3}>[ \t]?)+", "\n", words)
        if block.kind == "heading":
            writer.heading(words, min(block.level + 1, 6))
        elif block.kind == "item":
            writer.item(words, block.level)
        else:
            writer.paragraph(words, "code" if block.kind == "code" else "paragraph")
    writer.where = ""


def _decoded(name: str, part: MIMEPart) -> str:
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    code = (part.get_content_charset() or "utf-8").lower()
    if code in ("utf-8", "utf8", "us-ascii", "ascii"):
        return decode(name, data)[0]
    try:
        return data.decode("cp1252" if code == "iso-8859-1" else code)
    except (UnicodeDecodeError, LookupError) as error:
        raise LoadError(
            "encoding", f"{name}: its text says it is written in {code}, and is not ({error}). Save the mail anew."
        ) from error


def _attachments(message: EmailMessage) -> list[str]:
    names = []
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            names.append("and more")
            break
        if part.is_attachment() or part.get_filename():
            names.append(" ".join((part.get_filename() or part.get_content_type()).split())[:120])
    return names


if __name__ == "__main__":
    run(load)
