"""`run`: puts cases to Crosswalk and its peers, and keeps what came of it."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from evals.command.shared import Out, failing, runs
from evals.nouns import SUITES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evals.running.journal import Run

LOOPBACK = "127.0.0.1,localhost"


def run(
    suite: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help=f"Only this; may be given again. One of {', '.join(SUITES)}."),
    ] = None,
    model: Annotated[str | None, typer.Option(help="The language model that phrases; composed without it.")] = None,
    model_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Its server, up to /v1; without it, CROSSWALK_MODEL_URL, OPENAI_BASE_URL or OpenAI."
        ),
    ] = None,
    context: Annotated[
        int | None, typer.Option(min=1024, help="Tokens that fit into the model's context; 8192.")
    ] = None,
    deadline: Annotated[float | None, typer.Option(min=1, max=3600, help="Seconds for an answer; 60.")] = None,
    judge: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="A language model that says of answers to chat and refusal what the rules say of them too; its "
            "verdicts stand beside the figures and are in none.",
        ),
    ] = None,
    judge_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Its server; found as the model's is without it, and so its key.")
    ] = None,
    repeat: Annotated[int | None, typer.Option(min=1, max=100, help="How often each case is asked; 1.")] = None,
    slice_: Annotated[
        Literal["all", "fast"] | None, typer.Option("--slice", help="All cases, or those that are quick to run; all.")
    ] = None,
    guides: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="A folder of annotated guides.")
    ] = None,
    glossary: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="A glossary in place of the packaged one.")
    ] = None,
    peers: Annotated[bool, typer.Option("--peers/--no-peers", help="Put the cases to the peers too.")] = True,
    jobs: Annotated[
        int | None, typer.Option(min=1, max=64, help="Cases at the same time; 2, and 1 with a model.")
    ] = None,
    replay: Annotated[
        str | None, typer.Option(metavar="RUN", help="Answer from this run's tape, without any network.")
    ] = None,
    resume: Annotated[str | None, typer.Option(metavar="RUN", help="Go on with a run that was stopped.")] = None,
    key: Annotated[str | None, typer.Option("--id", help="The new run's id; made from the time without it.")] = None,
    out: Out = None,
) -> None:
    """Puts cases to Crosswalk and its peers, keeps every outcome, and reports. Ctrl+C stops it; --resume goes on."""
    asked = {
        "suites": tuple(dict.fromkeys(suite)) if suite else None,
        "slice": slice_,
        "repeat": repeat,
        "guides": guides.resolve() if guides else None,
        "glossary": glossary.resolve() if glossary else None,
        "peers": None if peers else False,
        "jobs": jobs,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    chosen = {"--model-url": model_url, "--context": context, "--deadline": deadline}
    if unknown := [name for name in suite or () if name not in SUITES]:
        raise typer.BadParameter(f"--suite: found {unknown[0][:40]!a}; expected one of {', '.join(SUITES)}")
    if resume and (given.keys() - {"jobs"} or model or judge or replay or key):
        raise typer.BadParameter("--resume goes on with what was asked for; give it no other options but --jobs")
    if not model and (needing := [name for name, value in chosen.items() if value is not None]):
        raise typer.BadParameter(f"{needing[0]} says how --model NAME is asked; give both")
    if judge_url and not judge:
        raise typer.BadParameter("--judge-url says where --judge NAME is asked; give both")
    if replay and judge:
        raise typer.BadParameter("--replay asks no model, and no judge; leave --judge out")
    if replay and (model or (jobs or 1) > 1):
        raise typer.BadParameter(
            "--replay answers in a model's place, one case at a time; leave --model and --jobs out"
        )

    from evals.peers.available import absent
    from evals.reports.terminal import shown
    from evals.running import folder, request
    from evals.running.watching import watching
    from evals.running.whole import perform
    from evals.suites import registry
    from service.terminal.printing import console, show

    with failing():
        secret = judge_secret = None
        if resume:
            place = folder.found(runs(out), resume)
            wanted = request.changed(request.read(place), given)
        elif replay:
            wanted = request.replaying(folder.found(runs(out), replay), given)
        else:
            wanted = request.changed(request.Request(jobs=1 if model else 2), given)
        if model:
            parameters = {"context": context, "deadline": deadline}
            at = request.model_at(model, model_url, os.environ, parameters)
            wanted = request.changed(wanted, {"model": at})
        if judge:
            at = request.model_at(judge, judge_url, os.environ, {}, option="--judge")
            wanted = request.changed(wanted, {"judge": at})
        if wanted.model:
            secret = None if wanted.replay else request.key_for(wanted.model.url, os.environ)
        if wanted.judge:
            judge_secret = request.key_for(wanted.judge.url, os.environ)
        if wanted.model or wanted.judge:
            # A proxy of the environment's would be asked for the tape, which is on this machine as the judge may be.
            os.environ["NO_PROXY"] = ",".join(filter(None, (os.environ.get("NO_PROXY"), LOOPBACK)))
        if not resume:
            place = folder.made(runs(out), key or folder.new_id(dt.datetime.now(dt.UTC)))
        for one in absent() if wanted.peers else ():
            typer.echo(one, err=True)
        with watching(console(stderr=True)) as watch:
            done = perform(
                wanted,
                place,
                registry.SUITES,
                key=secret,
                judge_key=judge_secret,
                resumed=bool(resume),
                report=reported,
                watch=watch,
            )
        show(shown(done))
        typer.echo(f"{place / folder.PAGE}: every case, expected beside got")


def reported(run: Run) -> Mapping[str, str]:
    """The report's files, by name."""
    from evals.reports.page import html
    from evals.reports.summary import summary
    from evals.running.folder import PAGE, REPORT

    return {REPORT: summary(run).model_dump_json(indent=1) + "\n", PAGE: html(run)}
