"""What was judged by hand, and what is learnt and counted from it."""
