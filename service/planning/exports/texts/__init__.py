"""Exports that are text: Markdown, JSON, iCalendar, CSV, Mermaid and Microsoft Project's XML."""
