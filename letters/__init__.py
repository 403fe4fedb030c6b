"""letters: the papers: bytes to understood document, data to official letter, returns to one answer. Pure."""
