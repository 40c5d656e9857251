"""Steps out of tables: what each column holds, and what each row says."""
