"""A conversation in a terminal: questions typed or piped in, claims printed as they are checked, sources opened.

Each question is waited for outside the event loop, so that Ctrl+C ends a question that is being typed as well as an
answer that is coming in.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any

from rich.console import Console
from rich.text import Text

from service.interpretation.answering.references import References, place
from service.interpretation.nouns import Answer, Claim, Source
from service.terminal import answers
from service.terminal.client import Api, Done, Failed, Reach, reached, told
from service.terminal.printing import clean, show

PROMPT = "> "
HELP = """Type a question, or one of these:
  /sources      what the last answer rests on
  /sources N    number N of them, in full
  /new          begin another conversation
  /quit         end (as Ctrl+D and Ctrl+C do)"""
_BROKEN_OFF = "The answer broke off here: what stands above is checked, but there may be more to say."


class Chat:
    """One conversation, and what its last answer rests on."""

    def __init__(self, api: Api, initiative: str | None, community: str | None, out: Console) -> None:
        """Nothing has been asked yet."""
        self._api = api
        given = {"initiative_id": initiative, "community": community}
        self._about = {name: value for name, value in given.items() if value is not None}
        self._out = out
        self._conversation: str | None = None
        self._sources: tuple[Source, ...] = ()

    async def begin(self) -> None:
        """Says what it is about.

        Raises:
            Failed: the initiative is not there, or the service does not answer.
        """
        if "initiative_id" in self._about:
            found = await self._api.call("GET", f"/v1/initiatives/{self._about['initiative_id']}")
            about = clean(found.json()["name"])
        else:
            await self._api.call("GET", "/v1/initiatives")
            about = "all that you may read"
        show(Text(f"Questions about {about}. /help says what else there is.", "dim"), to=self._out)

    async def ask(self, question: str) -> None:
        """Prints an answer as it comes."""
        asked: dict[str, Any] = {"messages": [{"role": "user", "content": question}], "stream": True}
        if self._conversation is None:
            asked |= self._about
        else:
            asked |= {"conversation_id": self._conversation, **_but(self._about, "initiative_id")}
        references, complete = References(), False
        async with self._api.streamed("/v1/chat", json=asked) as events:
            async for name, content in events:
                if name == "sources":
                    self._conversation = content["conversation_id"]
                elif name == "claim":
                    show(answers.claim(Claim.model_validate(content), references), to=self._out)
                elif name == "done":
                    complete = True
                    self._done(Answer.model_validate(content), references)
                elif name == "error":
                    raise Failed(f"{content['title']}: {content['detail']}")
        if not complete:
            raise Failed(_BROKEN_OFF)

    def _done(self, said: Answer, references: References) -> None:
        self._sources = references.cited(said.sources)
        for number, each in enumerate(self._sources, 1):
            show(Text(f"  [{number}] {clean(place(each))}", "cyan"), to=self._out)
        for part in answers.closing(said):
            show(part, to=self._out)
        show(Text(f"  {answers.kept_as(said)}", "dim"), to=self._out)

    def tell(self, command: str) -> None:
        """Does what a line that begins with a slash asks for."""
        word, _, rest = command.partition(" ")
        if word in ("/sources", "/source", "/s"):
            self._open(rest.strip())
        elif word == "/new":
            self._conversation, self._sources = None, ()
            show(Text("Another conversation.", "dim"), to=self._out)
        else:
            show(Text(HELP if word == "/help" else f"{clean(word)} is no command.\n{HELP}", "dim"), to=self._out)

    def _open(self, which: str) -> None:
        if not self._sources:
            show(Text("The last answer rests on no source.", "dim"), to=self._out)
        elif not which:
            for number, each in enumerate(self._sources, 1):
                show(answers.source(number, each), to=self._out)
        elif which.isdecimal() and 1 <= int(which[:9]) <= len(self._sources):
            each = self._sources[int(which) - 1]
            show(answers.source(int(which), each, whole=True), to=self._out)
            if each.document_id is not None:
                show(Text(f"    {each.document_id} · {each.id}", "dim"), to=self._out)
        else:
            show(
                Text(f"Found {clean(which)[:20]}; expected a number from 1 to {len(self._sources)}.", "dim"),
                to=self._out,
            )


def chat(reach: Reach, initiative: str | None, community: str | None, out: Console) -> bool:
    """Talks until there is nothing more to ask; whether every question was answered.

    Raises:
        Failed: it cannot begin.
    """
    return told(reach, lambda: _talk(reach, initiative, community, out))


def _talk(reach: Reach, initiative: str | None, community: str | None, out: Console) -> bool:
    answered = True
    with _staying(reach) as (api, run):
        talking = Chat(api, initiative, community, out)
        run(talking.begin())
        try:
            for line in _lines(out):
                if line in ("/quit", "/exit", "/q"):
                    break
                if line.startswith("/"):
                    talking.tell(line)
                    continue
                try:
                    run(talking.ask(line))
                except Failed as exc:
                    answered = False
                    show(Text(str(exc), "red"), to=out)
        except KeyboardInterrupt:
            out.print()
        show(Text("Goodbye.", "dim"), to=out)
    return answered


@contextmanager
def _staying(reach: Reach) -> Iterator[tuple[Api, Callable[[Coroutine[Any, Any, Done]], Done]]]:
    """The API, and what runs work with it, one piece after the other in the same event loop."""
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()

        async def enter() -> Api:
            return await stack.enter_async_context(reached(reach))

        api = runner.run(enter())
        try:
            yield api, runner.run
        finally:
            runner.run(stack.aclose())


def _lines(out: Console) -> Iterator[str]:
    """What is typed, line by line; piped in, it is repeated, so that the output can be read by itself."""
    typed = sys.stdin.isatty()
    while True:
        try:
            line = input(PROMPT if typed else "")
        except EOFError:
            if typed:
                out.print()
            return
        except UnicodeDecodeError as exc:
            raise Failed(f"standard input: byte {exc.start} is no UTF-8; expected text in UTF-8") from exc
        line = clean(line)
        if line and not typed:
            show(Text(f"{PROMPT}{line}", "bold"), to=out)
        if line:
            yield line


def _but(given: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in given.items() if key != name}
