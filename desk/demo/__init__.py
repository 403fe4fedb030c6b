"""The demonstration: a fictional region, its papers, and the answers of its units."""
