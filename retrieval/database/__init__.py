"""The SQL database: how it is opened, migrated and locked, and the rows that are not documents."""
