"""Plain text and Markdown: the stored text is exactly the decoded input, and the blocks are spans in it."""

from __future__ import annotations

from retrieval.documents import Parsed
from retrieval.loaders.blocks import label, read


def parse_text(text: str, title: str = "", *, media_type: str = "text/plain") -> Parsed:
    """What pasted text or Markdown says, without leaving the process.

    Args:
        text: Any text; `Parsed.text` is the very same string, so offsets into it stay the caller's.
        title: The title; else the first heading, else the first words.
        media_type: `text/plain` or `text/markdown`.
    """
    blocks = read(text)
    if not title:
        named = next((b for b in blocks if b.kind == "heading"), blocks[0] if blocks else None)
        title = label(text[named.start : min(named.end, named.start + 100)]) if named else ""
    return Parsed(title=title, text=text, blocks=blocks, media_type=media_type)
