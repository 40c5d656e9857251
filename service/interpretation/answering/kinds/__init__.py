"""One module a kind of question: its evidence in, a composed answer out."""
