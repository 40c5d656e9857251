"""Where and how things are printed: coloured for a terminal, plain for a pipe, and safe whatever a document says."""

from __future__ import annotations

import unicodedata

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text


def console(*, stderr: bool = False) -> Console:
    """Standard output, or standard error; it reads no marks into what it prints."""
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def show(content: RenderableType, *, to: Console | None = None) -> None:
    """Prints it; into a pipe without the blanks that pad each line."""
    to = to or console()
    if to.is_terminal:
        to.print(content)
        return
    with to.capture() as captured:
        to.print(content)
    to.file.write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))


def clean(text: str) -> str:
    """Text from documents without what a terminal would take for commands, on one line."""
    shown = ("\ufffd" if unicodedata.category(c) in ("Cc", "Cs", "Co") and not c.isspace() else c for c in text)
    return " ".join("".join(shown).split())


def shortened(text: str, most: int) -> str:
    """The text, cut at a word where it has more than `most` characters."""
    text = clean(text)
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:·") + "…"


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 passage`, `3 passages`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def heading(text: str, note: str = "") -> RenderableType:
    """A heading with a blank line before it."""
    return Padding(Text(text, "bold cyan") + Text(f"  {note}" if note else "", "dim"), (1, 0, 0, 0))


def indented(content: RenderableType, *, hang: bool = False) -> RenderableType:
    """Two columns in; with `hang`, the lines after the first two columns further."""
    return _Hanging(content) if hang else Padding(content, (0, 0, 0, 2))


def marked(mark: str, style: str, content: RenderableType, due: str = "") -> RenderableType:
    """A mark, a date if there is one, and beside them the content."""
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_column(width=1)
    if due:
        row.add_column(width=6)
    row.add_column(overflow="fold")
    row.add_row(Text(mark, style), *([Text(due, "bold")] if due else []), content)
    return Padding(row, (0, 0, 0, 2))


class _Hanging:
    def __init__(self, content: RenderableType) -> None:
        self._content = content

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = console.render_lines(self._content, options.update_width(max(20, options.max_width - 4)), pad=False)
        for at, line in enumerate(lines):
            yield Text("  " if at == 0 else "    ", end="")
            yield from line
            yield Text("")
