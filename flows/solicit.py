"""征求意见: the stage in which every unit gets its letter. Waiting for answers is a row, not a paused flow."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast
from uuid import UUID

from prefect import flow
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import RegisterNumber, send_waiting, show, work
from flows.work import asking_again, drafting, soliciting
from flows.work.files import name_of, read_file

Anyway = Annotated[bool, Field(title="仍征求意见", description="拟办为转办或阅知的，仍向各单位征求意见")]
Hold = Annotated[bool, Field(title="暂不发出", description="只拟函、不发邮件")]

Draft = Annotated[Path, Field(title="文件", description="修改后的征求意见稿的路径")]
Until = Annotated[str, Field(title="期限", description="如 3个工作日内；空则为原内部期限", max_length=100)]
Moved = Annotated[str, Field(title="来文期限", description="来文单位改定的报送时间；空则为原定时间", max_length=100)]
Also = Annotated[tuple[str, ...], Field(title="另发单位", description="修改没有涉及、也要征求的单位", max_length=500)]
Meant = Annotated[bool, Field(title="确为同一文件", description="与前一稿大部分不同的，仍征求意见")]


@flow(name="征求意见", flow_run_name="征求意见 {number}")
def solicit(number: RegisterNumber, hold: Hold = False, anyway: Anyway = False) -> Report:
    """向各单位征求意见：一单位一函、一个期限、一条记录；重复运行不会重复发函（条例第24条）。"""
    round_ = _open(number, anyway)
    _compose(round_, hold)
    try:
        if not hold:
            send_waiting()
    finally:  # a mailbox that refuses still leaves the account of what was composed
        report = show(soliciting.dispatched(Office.from_settings(), round_))
    return report


@flow(name="再次征求意见", flow_run_name="再次征求意见 {number}")
def solicit_again(
    number: RegisterNumber,
    draft: Draft,
    until: Until = "",
    also: Also = (),
    hold: Hold = False,
    anyway: Meant = False,
    issuer_until: Moved = "",
) -> Report:
    """就修改后的稿子再次征求意见：只发给职责或意见涉及所改条款的单位，其余单位的反馈沿用。"""
    round_ = _open_again(number, draft, asking_again.Wanted(until, tuple(also), anyway, issuer_until))
    _compose(round_, hold)
    try:
        if not hold:
            send_waiting()
    finally:
        report = show(soliciting.dispatched(Office.from_settings(), round_))
    return report


@flow(name="发信")
def dispatch() -> Report:
    """发出待发邮件：断电或邮局故障后由此继续。"""
    return show(send_waiting())


@work("建立征求意见")
def _open(number: str, anyway: bool) -> int:
    return soliciting.open_consultation(Office.from_settings(), number, anyway=anyway)


@work("建立再次征求意见")
def _open_again(number: str, draft: Path, wanted: asking_again.Wanted) -> int:
    return asking_again.ask_again(Office.from_settings(), number, name_of(draft), read_file(draft), wanted)


@work("拟函")
def _compose(solicitation_id: int, hold: bool) -> int:
    # Called from a task that is not async, it gives the artifact's key, whatever its type says.
    told = cast("UUID", create_progress_artifact(progress=0.0, description="拟函"))

    def progress(done: int, total: int) -> None:
        update_progress_artifact(told, progress=100 * done / total, description=f"拟函 {done}/{total}")

    return drafting.compose_letters(Office.from_settings(), solicitation_id, hold=hold, progress=progress)
