from __future__ import annotations

from evals.reports.wording import HEADLINES, metric_name
from evals.suites.registry import SUITES as REGISTERED


def test_the_headline_of_a_report_is_the_first_metric_of_the_suite() -> None:
    for name, suite in REGISTERED.items():
        assert HEADLINES[name] == suite.metrics[0]
        for metric in suite.metrics:
            assert metric_name(metric) != metric.replace("_", " ") or metric in ("precision", "recall")
