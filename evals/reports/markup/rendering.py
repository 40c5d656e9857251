"""Templates to one self-contained page: its styles and script stand in it, and it may run and load nothing else."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.reports.wording import (
    JUDGED,
    UNCOUNTED,
    chance,
    counted,
    duration,
    kappa,
    metric_name,
    percent,
    points,
    system_name,
)

_TEMPLATES = Path(__file__).parent / "templates"
_POLICY = "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"


def page(template: str, **given: Any) -> str:
    """A whole page.

    Args:
        template: One of the files in `templates`.
        given: What it shows. Text is escaped; what is `Markup` stands as it is.
    """
    style, script = _read("style.css"), _read("script.js")
    policy = _POLICY.format(style=_hash(style), script=_hash(script))
    # A page is plain text to whoever has it: `Markup` would escape what they put into it.
    return str(part(template, policy=Markup(policy), style=Markup(style), script=Markup(script), **given))


def part(template: str, **given: Any) -> Markup:
    """A piece of a page, to stand in another as it is."""
    return Markup(_environment.get_template(template).render(**given))


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


_environment = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters.update(
    chance=chance,
    duration=duration,
    kappa=kappa,
    metric_name=metric_name,
    percent=percent,
    points=points,
    system_name=system_name,
)
_environment.globals.update(counted=counted, judged_title=JUDGED, uncounted=UNCOUNTED)
