"""desk: where people meet the office: the command line and, later, the pages (only here: Typer, FastAPI)."""
