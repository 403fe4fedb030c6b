"""Benchmarks: ratios in one run against a peer or a limit; and the project's own lists."""
