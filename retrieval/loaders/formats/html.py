"""HTML pages: what a reader of the page sees, without navigation, scripts and hidden parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from retrieval.documents import Parsed
from retrieval.loaders.child import run
from retrieval.loaders.formats.text import decode
from retrieval.loaders.limits import Limits, LoadError
from retrieval.loaders.rendering import Writer, clean, counted

_SKIPPED = frozenset(
    "head script style nav template noscript iframe object embed svg math canvas audio video button select "
    "textarea input dialog".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "form header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul h1 h2 h3 h4 h5 h6".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_MOST_SPAN = 50
_DEEPEST = 5_000
"""Elements within elements; the parser's time grows with the square of it."""
_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|table|[uo]l|blockquote|b|i|u|em|strong|font|center|a|[a-z]+-[a-z-]+)[\s>/]",
    re.IGNORECASE,
)


def load(name: str, data: bytes, limits: Limits) -> Parsed:
    """Reads `.html`."""
    text, notes = _decode(name, data)
    writer = Writer(name, limits)
    writer.notes.extend(notes)
    title = render(text, writer)
    return writer.parsed(title, "text/html")


def render(page: str, writer: Writer, quoted: str = "") -> str:
    """Writes a page's visible text and gives its title, or an empty string.

    Args:
        page: The HTML.
        writer: Where the blocks go.
        quoted: The `where` of what stands in block quotes, as mail programs use them for the mail replied to.
    """
    _check_depth(page, writer.name)
    tree = LexborHTMLParser(page)
    if tree.root is None:
        return ""
    title = tree.css_first("title")
    reader = _Reader(writer, quoted)
    for node, entering in _walk(tree.root):
        if node.tag == "-text":
            reader.text(node.text_content or "")
        elif entering:
            reader.enter(node)
        else:
            reader.leave(node)
    reader.flush()
    if reader.pictures:
        writer.notes.append(f"{counted(reader.pictures, 'picture')} without text.")
    return clean(title.text()) if title else ""


def _check_depth(page: str, name: str) -> None:
    depth = 0
    for tag in _NESTING.finditer(page):
        depth += -1 if tag[1] else 1
        if depth > _DEEPEST:
            raise LoadError(
                "hostile",
                f"{name}: its elements are nested more than {_DEEPEST:,} deep. Save the page in a simpler form.",
            )


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Each visible node when it opens and, if it is an element, when it closes; any depth, without recursion."""
    node: LexborNode = root
    depth = 0
    while True:
        tag = node.tag or "-"
        if tag == "-text":
            yield node, True
        elif not tag.startswith(("-", "!", "_")) and not _is_hidden(node):
            yield node, True
            if node.child is not None:
                node = node.child
                depth += 1
                continue
            yield node, False
        while node.next is None:
            if depth == 0 or node.parent is None:
                return
            node = node.parent
            depth -= 1
            yield node, False
        if depth == 0:
            return
        node = node.next


def _is_hidden(node: LexborNode) -> bool:
    if node.tag in _SKIPPED:
        return True
    marks = node.attributes
    if not marks:
        return False
    return (
        "hidden" in marks
        or marks.get("aria-hidden") == "true"
        or marks.get("role") == "navigation"
        or _HIDDEN.search(marks.get("style") or "") is not None
    )


class _Reader:
    """The state of one reading: the words since the last block, the lists and the table that are open."""

    def __init__(self, writer: Writer, quoted: str) -> None:
        self.writer = writer
        self.quoted = quoted
        self.quotes = 0
        self.words: list[str] = []
        self.lists = 0
        self.in_item = False
        self.in_code = 0
        self.tables: list[_Table | None] = []
        self.pictures = 0

    def text(self, words: str) -> None:
        self.words.append(words if self.in_code else re.sub(r"\s+", " ", words))

    def enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "br":
            self.words.append("\n")
        elif tag == "img":
            self.pictures += 1
        if tag not in _BLOCKS:
            return
        self.flush()
        if tag in ("ul", "ol"):
            self.lists += 1
        elif tag == "li":
            self.in_item = True
        elif tag == "pre":
            self.in_code += 1
        elif tag == "blockquote":
            self.quotes += 1
            self.writer.where = self.quoted
        elif tag == "table":
            self._open_table(node)
        elif self._table is not None:
            self._table.enter(node)

    def leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag not in _BLOCKS:
            return
        table = self._table
        if tag in ("td", "th") and table is not None and table.is_own(node):
            table.cell("".join(self.words))
            self.words.clear()
        elif tag[0] == "h" and tag[1:].isdigit() and (table is None or not table.open_cell):
            self.writer.heading("".join(self.words), int(tag[1:]))
            self.words.clear()
        else:
            self.flush()
        if tag in ("ul", "ol"):
            self.lists -= 1
        elif tag == "li":
            self.in_item = False
        elif tag == "pre":
            self.in_code -= 1
        elif tag == "blockquote":
            self.quotes -= 1
            self.writer.where = self.quoted if self.quotes else ""
        elif tag == "tr" and table is not None and table.is_own(node):
            table.end_row()
        elif tag == "table":
            ended = self.tables.pop()
            if ended is not None and (not self.tables or self.tables[-1] is not ended):
                self.writer.table(ended.rows, ended.head)

    def flush(self) -> None:
        words = "".join(self.words)
        if not words.strip():
            self.words.clear()
            return
        if self._table is not None and self._table.open_cell:
            self.words.append("\n")
            return
        self.words.clear()
        if self.in_code:
            self.writer.paragraph(words, "code")
        elif self.in_item:
            self.writer.item(words, max(self.lists, 1))
            self.in_item = False
        else:
            self.writer.paragraph(words)

    @property
    def _table(self) -> _Table | None:
        return self.tables[-1] if self.tables else None

    def _open_table(self, node: LexborNode) -> None:
        if self._table is not None and self._table.open_cell:
            self._table.depth += 1
            self.tables.append(self._table)
        elif node.css_first("table table") is not None or node.attributes.get("role") == "presentation":
            # A table around a table arranges the page; its cells are read as ordinary text.
            self.tables.append(None)
        else:
            self.tables.append(_Table())


class _Table:
    """The rows of the table being read."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.head: int | None = None
        self.open_cell = False
        self.depth = 0
        self.row: list[str] = []
        self.named = True
        self.below: dict[int, int] = {}
        self.span = (1, 1)

    def is_own(self, node: LexborNode) -> bool:
        return self.depth == 0

    def enter(self, node: LexborNode) -> None:
        if self.depth:
            return
        if node.tag == "tr":
            self.row, self.named = [], True
        elif node.tag in ("td", "th"):
            self.open_cell = True
            self.named = self.named and node.tag == "th"
            self.span = (_number(node, "colspan"), _number(node, "rowspan"))

    def cell(self, words: str) -> None:
        self._fill()
        across, down = self.span
        for column in range(len(self.row), len(self.row) + across):
            if down > 1:
                self.below[column] = down - 1
        self.row.extend([words, *[""] * (across - 1)])
        self.open_cell = False

    def end_row(self) -> None:
        self._fill()
        if self.named and self.row and len(self.rows) <= 2:
            self.head = len(self.rows)
        self.rows.append(self.row)
        self.row = []

    def _fill(self) -> None:
        """Adds the columns that a cell of a row above reaches down into."""
        while self.below.get(len(self.row), 0) > 0:
            self.below[len(self.row)] -= 1
            self.row.append("")


def _number(node: LexborNode, mark: str) -> int:
    value = node.attributes.get(mark) or "1"
    return max(1, min(int(value), _MOST_SPAN)) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _decode(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    declared = _CHARSET.search(data[:4096])
    code = declared[1].decode("ascii").lower() if declared else ""
    if not code or code in ("utf-8", "utf8", "utf-16") or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(name, data)
    try:
        # By the HTML standard, pages that say Latin-1 mean Windows-1252.
        return data.decode("cp1252" if code in ("iso-8859-1", "latin1", "us-ascii") else code), ()
    except (UnicodeDecodeError, LookupError) as error:
        raise LoadError(
            "encoding",
            f"{name}: the page says it is written in {code}, and is not ({error}). Save it as UTF-8.",
        ) from error


if __name__ == "__main__":
    run(load)
