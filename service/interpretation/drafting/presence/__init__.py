"""Who is there when: hours of the week, and who gets in ahead of others."""
