"""What every stage shares: its typed parameters and the artifact it leaves."""

from __future__ import annotations

from typing import Annotated

from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from pydantic import Field

from flows.report import Report

RegisterNumber = Annotated[str, Field(title="收文编号", description="如 2026-0134", min_length=1, max_length=40)]
UnitName = Annotated[str, Field(title="单位", description="全称或简称", min_length=1, max_length=120)]
PersonName = Annotated[str, Field(title="姓名", min_length=1, max_length=40)]
Words = Annotated[str, Field(title="内容", min_length=1, max_length=2000)]
Reason = Annotated[str, Field(title="理由", min_length=1, max_length=500)]

# Tasks work on the registry by ids; a cached result would be somebody's old answer.
TASK = {"cache_policy": NO_CACHE, "persist_result": False}


def show(report: Report) -> Report:
    """Leave the report as the run's artifact and give it on."""
    key = f"report-{report.number.lower()}" if report.number.isascii() and report.number else "report"
    safe = "".join(sign if sign.isalnum() or sign == "-" else "-" for sign in key)
    create_markdown_artifact(markdown=report.markdown(), key=safe, description=report.title)
    return report
