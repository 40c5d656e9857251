"""Dates, margins and slack: working out when milestones are due, and which of them drive the finish."""
