"""The checks: one file a rule, context in, findings out; `registry` lists them."""
