"""How well real papers are read, fact by fact, against answers made by hand."""
