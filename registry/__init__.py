"""registry: the records: rules as plain dataclasses, and a module of tables for each noun."""
