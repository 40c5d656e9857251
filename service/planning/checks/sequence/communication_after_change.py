"""The rule `communication_after_change`: people are told of something when it has already hit them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from service.planning import wording
from service.planning.checks.context import Context, disconnect
from service.planning.nouns import Disconnect, Milestone
from service.planning.pairing import Index, Pairing, precise, says, told_by

_HITS = ("go_live", "change", "withdrawal")
_AFTERWARDS = re.compile(
    r"\b(?:thank\w*|survey\w*|feedback|lessons?|results?|reminders?|remind\w*|recap|follow-?ups?|retrospective\w*|"
    r"review|"
    r"success(?:es)?|stor(?:y|ies)|celebrat\w+|congratulat\w+|well done|tips|tricks|next steps?|one (?:week|"
    r"month) (?:in|on|"
    r"later|after)|looking back|closing|closure|(?:first|second|third) (?:week|month)s?|questions?(?: and answers)?|"
    r"q ?& ?a|"
    r"(?:is|are|now|we are|we're|goes|gone|went) (?:now )?(?:live|here|over|gone|done)|status|update|welcome|figures|"
    r"still|known (?:errors|issues)|after (?:the )?(?:go-?live|launch|start|change|switch\w*|move)|experiences?|"
    r"how (?:did|was) it)\b"
)
"""What is said afterwards for good reasons."""
_MESSAGE = re.compile(
    r"\b(?:bulletins?|leaflets?|fly(?:er|ier)s?|posters?|postcards?|letters?|notices?|cards? in|circulars?|videos?|"
    r"screensavers?|"
    r"text messages?|sms|push messages?|handouts?|announcements?|mails?|e-mails?|newsletters?|intranet)\b",
    re.IGNORECASE,
)
_NOT_TO_USERS = re.compile(
    r"(?:the )?(?:steering (?:committee|group|board)|(?:project|management|executive|programme) ?(?:board|team)|board|"
    r"sponsors?|"
    r"press|media|works council|unions?|it(?: staff| team)?|vendors?|suppliers?|leadership(?: team)?|service desk|"
    r"help ?desk|executives?|senior managers?|managers?)"
)


_NOTICE_ITSELF = re.compile(
    r"(?:it is )?(?:hereby|herewith|notified|please (?:note|take note)|attention)\b", re.IGNORECASE
)
"""How a notice speaks that tells of a day to come: the day is that of the change, not of the message."""


def communication_after_change(context: Context) -> Iterator[Disconnect]:
    """First messages about something that come on or after the day on which it happens."""
    pairing = context.pairing
    messages = [m for m in context.milestones if _is_message(m)]
    if not messages:
        return
    index = Index(pairing, messages)
    lessons = Index(pairing, (m for m in context.by_kind.get("training", ()) if m.kinds[0] == "training"))
    late: dict[str, list[Milestone]] = {}
    some = (*context.starts, *context.by_kind.get("change", ()), *context.by_kind.get("withdrawal", ()))
    changes = list({c.id: c for c in some if _hits(c)}.values())
    for change in changes:
        message = _first_too_late(pairing, change, index, lessons)
        if message is not None:
            late.setdefault(message.id, []).append(change)
    hits = Index(pairing, changes) if late else None
    for key, hit in late.items():
        message = context.by_id[key]
        told = pairing.profile(message).things
        shared = {c.id: len(pairing.profile(c).things & told) for c in hit}
        most = max(shared.values())
        others = pairing.near(message, hits) if hits is not None else iter(())
        if any(len(pairing.profile(c).things & told) > most for c in others):
            continue  # it is more about another change, for which it is in time
        yield _found(message, [c for c in hit if shared[c.id] == most])


@lru_cache(maxsize=50_000)
def _is_afterwards(text: str) -> bool:
    return _AFTERWARDS.search(text.lower()) is not None


@lru_cache(maxsize=50_000)
def _names_message(title: str) -> bool:
    return _MESSAGE.search(title) is not None


@lru_cache(maxsize=50_000)
def _is_inside(title: str) -> bool:
    return _INSIDE.search(title) is not None


def _is_message(milestone: Milestone) -> bool:
    if milestone.basis == "proposed":
        return False
    if milestone.kinds:
        if milestone.kinds[0] != "communication" and milestone.category != "communications":
            return False
    elif milestone.track != "readiness" or not _names_message(milestone.title):
        return False
    if _NOTICE_ITSELF.match(milestone.title):
        return False
    return not (milestone.groups and all(_NOT_TO_USERS.fullmatch(g) for g in milestone.groups))


def _hits(change: Milestone) -> bool:
    return (
        change.start is not None
        and (not change.kinds or change.kinds[0] in _HITS)
        and change.basis != "proposed"
        and change.status not in ("tentative", "done")
        and precise(change)
        and not _is_inside(change.title)
    )


_INSIDE = re.compile(
    r"\b(?:data|content|conver\w+|loads?|interfaces?|servers?|databases?|backups?|back-?end|networks?|orders?|"
    r"records?|builds?|firmware|switches|"
    r"connect\w*|wi-?fi|access points?|mesh|cabl\w+|wir(?:es?|ing)|survey\w*|mount(?:s|ed|ing)|"
    r"fitt(?:ed|ing)|install\w*|bolted|"
    r"infrastructure|integrations?|schema|index|test|ring 0|staging|pre-?production)\b",
    re.IGNORECASE,
)
"""What happens inside IT and is announced to nobody."""


def _first_too_late(pairing: Pairing, change: Milestone, messages: Index, lessons: Index) -> Milestone | None:
    """The first message about just this, if people have not heard of it before in any way."""
    assert change.start is not None
    general = False
    for message in pairing.near(change, messages):
        assert message.start is not None
        about = pairing.thing(change, message)
        if message.start < change.start or not precise(message):
            if about == "same":
                return None
            general = True
            continue
        if about != "same" and (general or not _of_these(pairing, change, message)):
            continue
        if says(_is_afterwards, message) or (general and _taught(pairing, change, lessons)):
            return None
        return message
    return None


def _taught(pairing: Pairing, change: Milestone, lessons: Index) -> bool:
    """Whether there is a course about it before it comes."""
    assert change.start is not None
    return any(
        lesson.start is not None and lesson.start < change.start and pairing.thing(change, lesson) == "same"
        for lesson in pairing.near(change, lessons)
    )


def _of_these(pairing: Pairing, change: Milestone, message: Milestone) -> bool:
    """Whether a message that names no thing is for just the people of the change."""
    return pairing.people(change, message) == "same" and pairing.thing(change, message) == "open"


def _found(message: Milestone, changes: list[Milestone]) -> Disconnect:
    first = min(changes, key=lambda m: (m.start is None, m.start))
    assert message.start is not None
    assert first.start is not None
    days = (message.start - first.start).days
    after = "on the very day" if days == 0 else "the day after" if days == 1 else f"{days} days after"
    return disconnect(
        "communication_after_change",
        "high" if days else "medium",
        f"{wording.named(message.title)} reaches people on {wording.day(message.start)}, {after} "
        f"{wording.named(first.title)} ({wording.day(first.start)})",
        [*(told_by(m) for m in changes), told_by(message)],
        "People meet the change before they have heard of it: they cannot prepare, and call for help or work around "
        "it.",
        f"Can {wording.named(message.title)} go out before {wording.day(first.start)}, or does the change wait for it?",
        to="people_readiness",
        milestones=[*(m.id for m in changes), message.id],
    )
