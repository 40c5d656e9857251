"""Suites about questions: what is found, what is answered, what is refused, what is borne out, what is planned."""
