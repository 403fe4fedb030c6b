"""收文: the stage in which a paper is signed for, registered and first checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import RegisterNumber, show, work
from flows.work import receiving, sending_back
from flows.work.files import name_of, read_file, read_files

Files = Annotated[
    list[Path], Field(title="文件", description="来文、征求意见稿和附件的路径", min_length=1, max_length=50)
]

Draft = Annotated[Path, Field(title="文件", description="单独成件的征求意见稿的路径")]


@flow(name="收文")
def receive(files: Files) -> Report:
    """登记来文并初审：一份来函，可带征求意见稿和附件，也可是压缩包或邮件。涉密件只登记、不收存。"""
    return show(_register(files))


@work("登记与初审")
def _register(files: list[Path]) -> Report:
    return receiving.receive(Office.from_settings(), read_files(files))


@flow(name="补交征求意见稿", flow_run_name="补交征求意见稿 {number}")
def supply(number: RegisterNumber, draft: Draft) -> Report:
    """补交单独成件的征求意见稿，须在向各单位发函之前。"""
    return show(_supply(number, draft))


@work("收存征求意见稿")
def _supply(number: str, draft: Path) -> Report:
    return receiving.supply(Office.from_settings(), number, name_of(draft), read_file(draft))


Faults = Annotated[
    tuple[int, ...], Field(title="问题序号", description="初审发现中的第几处，空则为全部", max_length=50)
]
OtherFault = Annotated[str, Field(title="另外的问题", description="初审没有列出、须退文补正的问题", max_length=500)]


@flow(name="退文告知", flow_run_name="退文告知 {number}")
def return_note(number: RegisterNumber, faults: Faults = (), reason: OtherFault = "") -> Report:
    """来文不合要求的，拟写退文告知函，写明问题和补正要求（条例第24条）。"""
    return show(_return_note(number, faults, reason))


@work("拟写退文告知")
def _return_note(number: str, faults: tuple[int, ...], reason: str) -> Report:
    return sending_back.return_paper(Office.from_settings(), number, faults, reason)
