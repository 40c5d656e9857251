"""Reports: what came of a run as a table, JSON and a page; two runs side by side; the gate."""
