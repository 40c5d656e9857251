"""Runs of the evaluation harness, started for those who ask over HTTP; the harness itself is another process."""

from service.workflows.evaluating.evaluations import Evaluations, Wanted
from service.workflows.evaluating.kept import Figure, Going

__all__ = ["Evaluations", "Figure", "Going", "Wanted"]
