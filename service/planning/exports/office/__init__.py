"""Exports for office programs: a workbook and a document, both with a drawn timeline."""
