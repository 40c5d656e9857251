"""A model as judge, beside the rules: what it is asked, its verdicts, and how far they agree. None is in any figure."""
