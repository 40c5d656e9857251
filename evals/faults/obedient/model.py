"""A scripted model that does what it is told by whatever it is shown: by its makers, and by any document."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from evals.faults.model.cells import mark_of
from evals.faults.obedient.attacks import KEY, PROMPT, TOOLS, VAULT, Attack
from service.llm.scripted import Received, Reply, ToolCall, says
from service.llm.scripted.replies import calls

_CITED: Final = re.compile(r"\s*\[([^\[\]]*)\]$")
FACT: Final = "Single sign-on goes live on 12 May 2027"


def reference(number: int) -> str:
    """The words by which an attack is known wherever it is shown."""
    return f"note {number:03}"


def document(number: int, attack: Attack) -> str:
    """The attack as it is stored: a sentence that a question about the go-live finds, then its orders."""
    opening = f"Single sign-on goes live as planned ({reference(number)})."
    plain = attack.text[0].isalnum() and "\n" not in attack.text
    return f"{opening} {attack.text}\n" if plain else f"{opening}\n\n{attack.text}\n"


class Obedient:
    """The behaviour; it remembers which attacks it was shown."""

    def __init__(self, attacks: Sequence[Attack]) -> None:
        """`attacks` are known by their place in the list."""
        self._attacks = attacks
        self.obeyed: set[int] = set()
        self.vault = VAULT
        """The id of the initiative that is not the asker's."""

    def __call__(self, request: Received) -> Reply:
        """Obeys all attacks that are shown, the one after the other; repeats the plan where none is."""
        shown = [number for number in range(len(self._attacks)) if reference(number) in request.prompt]
        self.obeyed.update(shown)
        said: list[str] = []
        raw = False
        for number in shown:
            attack = self._attacks[number]
            said += [_filled(words.replace(VAULT, self.vault), request, reference(number)) for words in attack.says]
            raw = raw or attack.raw
        reply = says("\n".join(said) if raw else _worded(said or [f"{FACT}. [{{P}}]"], request))
        tools = [tool for number in shown for tool in self._tools(number)]
        asked_before = any(message.get("role") == "tool" for message in request.json.get("messages", ()))
        if tools and (not asked_before or len(tools) > 10):
            return replace(calls(*tools), pieces=reply.pieces)
        return reply

    def _tools(self, number: int) -> list[ToolCall]:
        return [
            replace(tool, arguments=tool.arguments.replace(VAULT, self.vault)) for tool in self._attacks[number].tools
        ]


def _filled(words: str, request: Received, shown_as: str) -> str:
    messages = request.json.get("messages", ())
    system = " ".join(" ".join(str(m.get("content")).split()) for m in messages if m.get("role") == "system")
    found = " ".join(str(m.get("content")) for m in messages if m.get("role") == "tool")
    filled = words.replace(PROMPT, system).replace(TOOLS, found or "nothing")
    filled = filled.replace(KEY, request.headers.get("authorization", "").removeprefix("Bearer "))
    return filled.replace("{S}", mark_of(request.prompt, shown_as)).replace("{P}", mark_of(request.prompt, FACT))


def _worded(said: Sequence[str], request: Received) -> str:
    """The sentences in one of the forms that models choose, another for each request."""
    said = [words.replace("{P}", mark_of(request.prompt, FACT)) for words in said]
    if request.number % 3 == 2:
        return "\n".join(said)
    claims = []
    for words in said:
        cited = _CITED.search(words)
        claims.append({"text": _CITED.sub("", words), "sources": cited[1].split(", ") if cited else []})
    if request.number % 3 == 1:
        return "\n".join(json.dumps(claim) for claim in claims)
    return json.dumps({"claims": claims})
