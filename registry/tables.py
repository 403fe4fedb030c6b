"""All tables together: what migrations compare with. Importing it fills `SQLModel.metadata`."""

from sqlmodel import SQLModel

from registry import document_numbers, journal, leases, messages, opinions, papers, solicitations, units

METADATA = SQLModel.metadata
NOUNS = (units, papers, document_numbers, solicitations, opinions, messages, journal, leases)
