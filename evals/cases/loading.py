"""Where cases lie and how they are read: a YAML file a suite, beside the JSON schema that is made from its model."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import GenericAlias
from typing import Any, cast

import yaml
from pydantic import TypeAdapter, ValidationError

from evals.cases.chat import ChatCase, InjectionCase, RefusalCase
from evals.cases.common import Case
from evals.cases.interpretation import InterpretationCase
from evals.cases.retrieval import RetrievalCase
from evals.cases.senses import SenseCase
from evals.nouns import SuiteName

DATASETS = Path(__file__).resolve().parents[1] / "datasets"
MODELS: Mapping[SuiteName, type[Case]] = {
    "senses": SenseCase,
    "interpretation": InterpretationCase,
    "reverse": InterpretationCase,
    "retrieval": RetrievalCase,
    "chat": ChatCase,
    "refusal": RefusalCase,
    "injection": InjectionCase,
}
"""The suites whose cases are written here; grounding, plans and guides have forms of their own."""


class BadCases(ValueError):
    """A file of cases that cannot be used: it names file, case and field, and what was expected."""


def load(suite: SuiteName, folder: Path = DATASETS) -> tuple[Case, ...]:
    """The cases of a suite, in the order of the file.

    Args:
        suite: One of `MODELS`.
        folder: With a file `<suite>.yaml`.

    Raises:
        BadCases: the file is missing, is no YAML, does not fit the model, or has an id twice.
    """
    path = folder / f"{suite}.yaml"
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        cases: tuple[Case, ...] = _adapter(suite).validate_python(content)
    except OSError as exc:
        raise BadCases(f"{path}: {exc.strerror}; expected a file of cases") from exc
    except (yaml.YAMLError, UnicodeDecodeError) as exc:
        raise BadCases(f"{path}: found no YAML ({exc}); correct it there") from exc
    except ValidationError as exc:
        raise BadCases("\n".join(_fault(path, content, one) for one in exc.errors())) from exc
    twice = [key for key, count in Counter(case.id for case in cases).items() if count > 1]
    if twice:
        raise BadCases(f"{path}: found the id {twice[0]} more than once; expected each case to have its own")
    return cases


def schema_text(suite: SuiteName) -> str:
    """The JSON schema of a suite's file, as it lies beside it."""
    made = _adapter(suite).json_schema(by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": f"Cases of {suite}"}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _adapter(suite: SuiteName) -> TypeAdapter[tuple[Case, ...]]:
    # Which model a suite has is known only here, at run time.
    return TypeAdapter(cast(Any, GenericAlias(tuple, (MODELS[suite], ...))))


def _fault(path: Path, content: Any, fault: Any) -> str:
    place = list(fault["loc"])
    name = ""
    if place and isinstance(place[0], int) and isinstance(content, list):
        case = content[place[0]]
        name = f" case {case.get('id', place[0] + 1) if isinstance(case, dict) else place[0] + 1}:"
        place = place[1:]
    found = repr(fault.get("input"))
    return f"{path}:{name} {'.'.join(map(str, place))}: {fault['msg']}; found {found[:120]}"
