"""Dates and periods in the forms that people write."""

from service.interpretation.facts.dates.dates import find_dates
from service.interpretation.facts.dates.sprints import SprintCalendar

__all__ = ["SprintCalendar", "find_dates"]
