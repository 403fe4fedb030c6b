"""flows: the procedure, one module a stage, reading as the procedure reads (only here: Prefect)."""
