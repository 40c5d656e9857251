"""Plain text and Markdown: the stored text is exactly the decoded file, and the blocks are spans in it."""

from __future__ import annotations

import re

from retrieval.documents import Parsed
from retrieval.loaders.blocks import parse_text
from retrieval.loaders.child import run
from retrieval.loaders.files import ending
from retrieval.loaders.limits import Limits, LoadError, too_large

_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_WINDOWS = re.compile(
    rb"[\x80\x82\x84\x85\x91-\x97\x99\xa0\xa7\xa9\xab\xae\xb0\xb2\xb3\xb4\xb7\xbb\xbc-\xbe\xbf-\xff]+"
)
_LONGEST_RUN = 4
"""Letters beyond ASCII in a row, in Western European words."""


def load(name: str, data: bytes, limits: Limits) -> Parsed:
    """Reads `.md` and `.txt`."""
    text, notes = decode(name, data)
    if len(text) > limits.letters:
        raise too_large(name, f"it has {len(text):,} letters", limits.letters, "letters")
    markdown = ending(name) in (".md", ".markdown")
    parsed = parse_text(text, media_type="text/markdown" if markdown else "text/plain")
    if not parsed.blocks:
        raise LoadError(
            "no_text", f"{name}: found only white space and marks, expected text. Add the text and try again."
        )
    if len(parsed.blocks) > limits.blocks:
        raise too_large(name, f"it has {len(parsed.blocks):,} paragraphs", limits.blocks, "paragraphs")
    headed = any(block.kind == "heading" for block in parsed.blocks)
    return parsed.model_copy(update={"notes": notes, "title": parsed.title if headed else name.rpartition(".")[0]})


def decode(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of UTF-8 (with or without a byte order mark), marked UTF-16, or plainly Windows-1252 bytes.

    Returns:
        The text, and notes on how it was read.

    Raises:
        LoadError: the bytes are none of these; nothing is replaced silently.
    """
    notes: tuple[str, ...] = ()
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
        elif _is_windows(data):
            text = data.decode("cp1252")
            notes = ("The file is not UTF-8; it was read as Windows-1252. Check accents and quotation marks.",)
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LoadError(
            "encoding",
            f"{name}: byte {error.start:,} (0x{data[error.start]:02x}) is no valid {error.encoding.upper()}; expected "
            "text in UTF-8. Open the file in an editor and save it as UTF-8.",
        ) from error
    binary = _BINARY.search(text)
    if binary:
        raise LoadError(
            "wrong_type",
            f"{name}: found the control character U+{ord(binary[0]):04X} at letter {binary.start():,}, expected text. "
            "The file is binary or damaged; save it as text in UTF-8.",
        )
    return text, notes


def _is_windows(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 are plainly Western text: a few letters and quotation marks among ASCII."""
    try:
        data.decode("utf-8")
        return False
    except UnicodeDecodeError:
        runs = _HIGH.findall(data)
    high = sum(map(len, runs))
    return (
        not _MULTIBYTE.search(data)
        and high * 2 < len(data)
        and all(len(run) <= _LONGEST_RUN and _WINDOWS.fullmatch(run) for run in runs)
    )


if __name__ == "__main__":
    run(load)
