"""Suites: how each kind of case is put to the service, and what of its answer counts."""
