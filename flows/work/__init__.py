"""work: what each stage does, as plain functions on the office. No Prefect here: the stages in `flows` call these.

Each function opens its own transactions, may be run again at any time, and finds its earlier work done.
"""
