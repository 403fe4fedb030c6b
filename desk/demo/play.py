"""`huiban demo`: a whole round in one folder, through real Prefect runs, a real database and real SMTP and IMAP."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from desk.demo import region
from desk.demo.units import Answer, answers, send_answers
from desk.opening import open_office
from desk.output import WIDTH, table_of
from flows.engine import Engine, tune
from flows.mail_room import mail_room
from flows.office import Office
from flows.report import Report
from flows.settings import SETTINGS_FILE, load
from registry import papers
from registry.calendar import SHANGHAI
from registry.errors import SettingFault

_MARK = ".huiban-demo"
_LEADERS = (("沈砚秋", "副市长"), ("陆怀远", "秘书长"), ("顾明澈", "副秘书长"))
_STEPS = 20
_FEW = 3  # files of one role that are listed by name
_KEPT_ASIDE = (
    "office.db",
    "office.db-wal",
    "office.db-shm",
    "blobs",
    "prefect",
    "mail-room",
    "mail-room.json",
    "up.lock",
)


def play(folder: Path, *, keep: bool = False) -> None:
    """Play the round and tell it step by step; `keep` leaves the office as it is, ready for `huiban up`.

    Raises:
        SettingFault: the folder holds something that is not an earlier demonstration.
    """
    begun = monotonic()
    _clear(folder)
    os.environ["HUIBAN_FOLDER"] = str(folder.absolute())
    _open(folder)
    with _progress() as story:
        engine = Engine(load())
        story.step("启动流程引擎（Prefect）")
        try:
            engine.start()
            tune(load(), engine.api_url, "CRITICAL")
            _round(story)
        finally:
            engine.stop()
    if not keep:
        _put_away(folder)
    story.tell_end(folder, monotonic() - begun, keep=keep)


def _round(story: Story) -> None:
    """Go through the procedure in its order, on a moved clock."""
    folder = Path(os.environ["HUIBAN_FOLDER"])
    given = folder / "来文"
    given.mkdir()
    (given / region.LETTER_NAME).write_bytes(region.incoming_letter())
    (given / region.DRAFT_NAME).write_bytes(region.draft_plan())
    (given / "单位名录.csv").write_bytes(region.units_csv())

    story.at("2026-03-05T09:30", "收文")
    story.run("import_units", sheet=given / "单位名录.csv")
    received = story.run("receive", files=[given / region.LETTER_NAME, given / region.DRAFT_NAME])
    number = received.number

    story.at("2026-03-05T10:10", "拟办")
    story.run("propose", number=number)

    story.at("2026-03-05T15:00", "批示")
    for leader, title in reversed(_LEADERS):
        story.run(
            "endorse", quiet=leader != _LEADERS[0][0], number=number, leader=leader, title=title, words=_words(leader)
        )

    office = Office.from_settings()
    with office.store.reading() as session:
        paper = papers.find(session, number)
        asked, issuer = [row["unit"] for row in paper.route["addressees"]], frozenset(paper.facts["emails"])
    replies = answers(asked, region.units_csv())
    bouncing = frozenset(reply.address for reply in replies if reply.kind == "bounce")
    with mail_room(office, bouncing, issuer):
        _consult(story, number, replies)


def _consult(story: Story, number: str, replies: list[Answer]) -> None:
    """Ask, urge, collect, merge, decide and conclude while the mail room is open."""
    story.at("2026-03-06T09:00", "征求意见")
    story.run("solicit", number=number)

    story.at("2026-03-09T16:00", "反馈（第一批）")
    send_answers(Office.from_settings(), number, [reply for reply in replies if reply.wave == 1])
    story.run("collect")

    story.at("2026-03-10T09:00", "催办")
    story.run("remind")

    story.at("2026-03-11T10:00", "反馈（第二批）")
    unit = next(reply.unit for reply in replies if reply.kind == "late")
    story.run("extend", number=number, unit=unit, to="3月14日下班前", reason="需提交局务会研究", agreed_by="顾明澈")
    send_answers(Office.from_settings(), number, [reply for reply in replies if reply.wave == 2])
    story.run("collect")

    story.at("2026-03-12T09:00", "催办")
    story.run("remind")
    bounced = next(reply.unit for reply in replies if reply.kind == "bounce")
    story.plainly(f"{bounced}邮件退信，改由 OA 送达，其后由 OA 报回“无意见”")
    story.by_hand(bounced, number)

    story.at("2026-03-13T09:00", "催办")
    story.run("remind")

    story.at("2026-03-14T09:30", "汇总")
    send_answers(Office.from_settings(), number, [reply for reply in replies if reply.wave == 3])
    story.run("collect")
    story.run("remind")
    story.run("merge", number=number)
    story.decide(number)

    story.at("2026-03-15T10:00", "办结")
    story.run("conclude", number=number)
    story.table_of_units(number)


def _words(leader: str) -> str:
    return {"沈砚秋": "同意。请抓紧办理。", "陆怀远": "拟同意，呈沈市长阅示。"}.get(leader, "拟同意。")


class Story:
    """The account as it is told: headings, reports, and one bar for the whole."""

    def __init__(self, console: Console, progress: Progress) -> None:
        self.console = console
        self.progress = progress
        self.task = progress.add_task("准备", total=_STEPS)
        self.count = 0

    def step(self, what: str) -> None:
        """Move the bar on."""
        self.progress.update(self.task, description=what, advance=1)

    def at(self, moment: str, stage: str) -> None:
        """Set the drill's clock and begin a stage."""
        os.environ["HUIBAN_NOW"] = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI).isoformat()
        self.count += 1
        self.console.rule(f"{self.count}. {stage}　{moment[:10]} {moment[11:]}", style="red", align="left")

    def run(self, name: str, *, quiet: bool = False, **parameters: Any) -> Report:
        """Run a stage as a Prefect flow and tell what it says."""
        from flows.runs import run

        self.step(name)
        report = run(name, **parameters)
        if not quiet:
            self.tell(report)
        return report

    def tell(self, report: Report) -> None:
        """Print a report's sentence and a short table."""
        self.console.print(Text(f"【{report.title}】{report.said}", style="bold"))
        if report.rows:
            self.console.print(table_of(report))

    def plainly(self, words: str) -> None:
        """Say something that no stage tells."""
        self.console.print(Text(words))

    def by_hand(self, unit: str, number: str) -> None:
        """Deliver a bounced letter by OA and take the answer in by hand."""
        from flows.work.returning import hand_in  # after the engine's settings stand
        from flows.work.soliciting import deliver

        office = Office.from_settings()
        self.tell(deliver(office, number, unit, "OA"))
        self.plainly(f"{unit}：{hand_in(office, number, unit, [], f'{unit}：经研究，我局无修改意见。').said}")

    def decide(self, number: str) -> None:
        """Decide every opinion: one side of each dispute and one more declined with a reason, the rest accepted."""
        from flows.work.deciding import decide, list_opinions
        from registry import opinions
        from registry.words import Disposition

        office = Office.from_settings()
        with office.store.reading() as session:
            contradictions = opinions.contradictions(session, papers.find(session, number).id)
        declined: list[str] = []
        for one, other in contradictions:
            if one not in declined and other not in declined:
                declined.append(other)
        kept = [key for pair in contradictions for key in pair if key not in declined]
        if declined:
            decide(office, number, declined, Disposition.DECLINED, "与另一单位意见相左，经协调采纳前者", "顾明澈")
            decide(office, number, list(dict.fromkeys(kept)), Disposition.ACCEPTED, "", "顾明澈")
        undecided = [row[0] for row in list_opinions(office, number).rows if not row[6]]
        decide(office, number, undecided[-1:], Disposition.DECLINED, "与自治区现行统计口径不一致，暂不调整", "顾明澈")
        decide(office, number, [], Disposition.ACCEPTED, "", "顾明澈")
        self.tell(list_opinions(office, number))

    def table_of_units(self, number: str) -> None:
        """Print where every unit stands."""
        from flows.work.status import status

        self.tell(status(Office.from_settings(), number))

    def tell_end(self, folder: Path, seconds: float, *, keep: bool) -> None:
        """Print where each file lies."""
        self.console.rule("产出", style="red", align="left")
        matters = [folder / "文件" / "2026-0001", folder / "归档"]
        for role in (role for matter in matters for role in sorted(matter.iterdir())):
            files = [path for path in (role, *role.rglob("*")) if path.is_file()]
            shown = [str(path) for path in sorted(files)] if len(files) <= _FEW else [f"{role}/（{len(files)}个文件）"]
            for line in shown:
                self.console.print(Text(f"  {line}"))
        after = (
            f"办公目录保留在 {folder}，可运行：huiban --office {folder} up"
            if keep
            else f"全部文件在 {folder}/文件 和 {folder}/归档"
        )
        self.console.print(Text(f"演示完成，用时{seconds:.0f}秒。{after}", style="bold green"))


@contextmanager
def _progress() -> Iterator[Story]:
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield Story(console, progress)


def _open(folder: Path) -> None:
    open_office(
        folder,
        region.OFFICE,
        "office@yunze.example",
        agency="云政办函",
        contact="顾明澈",
        phone="0999-8120016",
        leader_address="ld@yunze.example",
        leaders=[{"name": name, "title": title} for name, title in _LEADERS],
        reply_to="秘书五科",
        silence_is_consent=True,
    )
    (folder / _MARK).write_text("演示目录，可整个删除\n", "utf-8")


def _clear(folder: Path) -> None:
    """Remove an earlier demonstration; anything else is left alone."""
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            raise SettingFault(
                f"“{folder}”已有其他内容", kept="原有内容未改动", todo="请换一个空目录：huiban demo 新目录"
            )
        shutil.rmtree(folder)


def _put_away(folder: Path) -> None:
    """Leave only what was produced."""
    for name in _KEPT_ASIDE:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    (folder / SETTINGS_FILE).unlink(missing_ok=True)
