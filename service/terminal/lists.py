"""Everything but interpretations as a person reads it: hits, documents, concepts, mentions, records.

Each function takes the JSON that the API returned.
"""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from service.terminal.interpretation import COMMUNITY
from service.terminal.printing import clean, counted, heading, indented, shortened

Json = dict[str, Any]


def results(found: Json) -> RenderableType:
    """Passages for a question."""
    if not found["results"]:
        return Text("Nothing was found in what you may read.")
    parts: list[RenderableType] = []
    for number, result in enumerate(found["results"], 1):
        passage = result["passage"]
        place = " › ".join(map(clean, filter(None, [passage["title"], *passage["headings"], passage["where"]])))
        why = [_why(reason) for reason in result["why"]]
        parts += [
            Text.assemble((f"{number}. {place}", "bold"), (f"  version {passage['version']}", "dim")),
            indented(Text(shortened(passage["text"], 400))),
            indented(Text(f"{passage['id']} · {' · '.join(why)}", "dim")),
        ]
    return Group(*parts, Text(f"Record {found['record_id']}", "dim"))


def initiatives(found: Json) -> RenderableType:
    """Initiatives by name."""
    if not found["initiatives"]:
        return Text("There are no initiatives yet: crosswalk ingest NAME PATH… makes one.")
    table = _table("ID", "NAME", "COUNTRY", "MEMBERS")
    for each in found["initiatives"]:
        table.add_row(each["id"], clean(each["name"]), each["country"] or "—", clean(", ".join(each["members"])))
    return table


def documents(found: Json) -> RenderableType:
    """An initiative's documents."""
    if not found["documents"]:
        return Text("There are no documents yet: crosswalk ingest INITIATIVE PATH… adds some.")
    table = _table("ID", "NAME", "FROM", "VERSION", "PASSAGES", "VECTORS")
    for each in found["documents"]:
        community = COMMUNITY.get(each["community"], "—")
        numbers = [str(each[key]) for key in ("version", "passages", "embedded")]
        table.add_row(each["id"], clean(each["name"]), community, *numbers)
    return table


def conversations(found: Json) -> RenderableType:
    """Conversations, the newest first."""
    if not found["conversations"]:
        return Text("There are no conversations yet: crosswalk chat begins one.")
    table = _table("LAST AT", "INITIATIVE", "FIRST QUESTION", "ID")
    for each in found["conversations"]:
        last = each["last_at"][:16].replace("T", " ")
        table.add_row(last, each["initiative_id"] or "—", shortened(each["title"], 60), each["id"])
    return table


def matches(found: Json, text: str) -> RenderableType:
    """Where a text uses the glossary's labels."""
    if not found["mentions"]:
        return Text("The text uses no label of the glossary.")
    parts: list[RenderableType] = []
    for each in found["mentions"]:
        line = text.count("\n", 0, each["start"]) + 1
        note = "several senses" if each["ambiguous"] else each["concept"] or "no concept"
        parts.append(Text.assemble((clean(each["label"]), "bold"), (f"  line {line} · {note} · {each['why']}", "dim")))
        for sense in each["senses"][: 3 if each["ambiguous"] else 1]:
            labels = ", ".join(f"{COMMUNITY[c]}: {clean(label)}" for c, label in sense["labels"].items())
            parts.append(indented(Text(labels), hang=True))
    return Group(*parts)


def concept(found: Json) -> RenderableType:
    """One concept in full."""
    parts: list[RenderableType] = [Text.assemble((found["id"], "bold"), (f"  {found['status']}", "dim"))]
    for community, labels in found["labels"].items():
        words = ", ".join([labels["preferred"], *labels["alternative"], *labels["verbs"]])
        said = [clean(words), clean(found["meaning"].get(community, ""))]
        assumes = found["assumes"].get(community)
        parts += [heading(COMMUNITY[community]), *(indented(Text(each)) for each in said if each)]
        parts += [indented(Text(f"Takes for granted: {clean(assumes)}", "yellow"))] if assumes else []
    if found["gap"]:
        parts += [heading("Where they miss each other"), indented(Text(clean(found["gap"])))]
    if found["implications"]:
        parts.append(heading("Implications"))
    for each in found["implications"]:
        way = f"{COMMUNITY[each['from']]} → {COMMUNITY[each['to']]} · {each['category']} · {each['severity']}"
        parts += [indented(Text(clean(each["do"]))), indented(Text(f"{way} · {clean(each['who'])}", "dim"))]
    for question in found["questions"]:
        parts.append(indented(Text(f"Ask {COMMUNITY[question['to']]}: {clean(question['text'])}")))
    return Group(*parts, Text(f"\nSource: {clean(found['source'])}", "dim"))


def imported(found: Json) -> RenderableType:
    """What an import did."""
    verb = "Would be" if found["dry_run"] else "Were"
    said = [f"{verb} {kind}: {', '.join(found[kind]) or 'none'}" for kind in ("added", "changed")]
    said.append(f"{counted(len(found['unchanged']), 'concept')} unchanged")
    return Text("\n".join([*said, f"Glossary revision {found['revision']}"]))


def records(found: Json) -> RenderableType:
    """The newest records."""
    if not found["records"]:
        return Text("There are no records yet that you may read.")
    table = _table("ID", "MADE AT", "KIND", "BY", "INITIATIVE", "SOURCES")
    for each in found["records"]:
        made = each["made_at"][:16].replace("T", " ")
        initiative = each["initiative_id"] or "—"
        table.add_row(each["id"], made, each["kind"], clean(each["caller"]), initiative, str(each["sources"]))
    return table


def _model(used: Json) -> list[str]:
    """The language model that phrased, or was to."""
    asked = f"prompt {used['prompt']} version {used['prompt_version']}, {counted(used['attempts'], 'request')}"
    return [f"Model {clean(used['name'])}, {asked}, {used['seconds']:.1f} s", *map(clean, used["failures"])]


def record(found: Json) -> RenderableType:
    """One record in full."""
    kept = found["record"]
    mode = f"{kept['mode']} ({clean(kept['reason'])})" if kept["reason"] else kept["mode"]
    said = [f"{kept['made_at']} · {kept['kind']} · {mode} · by {clean(kept['caller'])}"]
    said += [] if kept["complete"] else ["Whoever asked left before the end."]
    said += [f"{name}: {clean(value)}" for name, value in kept["request"].items()]
    said.append(f"Glossary revision {kept['glossary']['revision']}, software {kept['software']}")
    said += _model(kept["model"]) if kept["model"] else []
    said.append(f"Hash {found['hash']}")
    parts: list[RenderableType] = [Text(kept["id"], "bold"), *(indented(Text(line)) for line in said)]
    if kept["claims"]:
        parts.append(heading(counted(len(kept["claims"]), "claim")))
    for claim in kept["claims"]:
        parts.append(indented(Text(f"{clean(claim['text'])} [{claim['status']}: {', '.join(claim['sources'])}]")))
    parts.append(heading(counted(len(kept["sources"]), "source")))
    for source in kept["sources"]:
        place = f" · {source['document_id']} version {source['version']}" if source["document_id"] else ""
        cited = "cited" if source["cited"] else "shown"
        parts.append(indented(Text(f"{source['id']}{place} · {cited} · sha256 {source['sha256'][:12]}…")))
    return Group(*parts)


def checked(found: Json) -> RenderableType:
    """Whether the chain of records holds."""
    if not found["ok"]:
        return Text(f"The chain is broken: {clean(found['problem'])}", "bold red")
    number = f": {counted(found['checked'], 'record')} read, every hash as expected" if found["checked"] else ""
    return Text(f"The chain holds{number}.")


def _why(reason: Json) -> str:
    if reason["rank"] is None:
        return f"{reason['index']}: {clean(reason['note'])}"
    words = f" ({', '.join(map(clean, reason['words']))})" if reason["words"] else ""
    return f"{reason['index']} rank {reason['rank']}{words}"


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in ("ID", "MADE AT", "LAST AT", "KIND", "FROM"))
    return table
