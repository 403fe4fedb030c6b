"""`huiban up`: one command, a clean stop, and a start after a power cut (engine: Crashes)."""

import json
import signal
import urllib.request
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desk.demo import region
from post.account import Account
from post.message import build_mail
from post.smtp import Envelope, send
from tests.process.conftest import Played, Running, lend_engines_database, until

pytestmark = pytest.mark.process


def artifact(api_url: str, stage: str) -> str:
    """Give what the newest run of a stage left behind, or nothing yet."""
    found = ask(f"{api_url}/artifacts/filter", {"sort": "CREATED_DESC"})
    return next((item["data"] for item in found if item["description"] == stage and "无标识的来信" in item["data"]), "")


def ask(url: str, body: dict[str, object]) -> Any:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def test_after_a_power_cut_the_next_start_cleans_up_and_mail_is_collected(
    tmp_path: Path, huiban: Callable[..., str], up: Callable[[], Running], played: Played
) -> None:
    """Given an office that was cut off in the middle of a run, when it starts again, then it goes on by itself."""
    huiban("init", str(tmp_path / "office"), "--name", region.OFFICE, "--address", "office@yunze.example")
    units = tmp_path / "units.csv"
    units.write_bytes(region.units_csv())
    huiban("units", "import", str(units))
    lend_engines_database(played, tmp_path / "office")

    first = up()
    first.wait_for("会办已就绪")
    api_url = json.loads((first.folder / "engine.json").read_text("utf-8"))["api_url"]
    flow = ask(f"{api_url}/flows/", {"name": "收集反馈"})
    ask(f"{api_url}/flow_runs/", {"flow_id": flow["id"], "name": "断电时的运行", "state": {"type": "RUNNING"}})
    first.kill(signal.SIGKILL)

    second = up()
    assert "1个" in second.wait_for("清理了上次中断")
    second.wait_for("会办已就绪")

    room = json.loads((second.folder / "mail-room.json").read_text("utf-8"))
    sender = "fagai@yunze.example"
    raw = build_mail(
        sender=("云泽市发展和改革委员会", sender), to="office@yunze.example", subject="无标识的来信", text="请查收。",
        attachments=[], message_id=f"<{uuid.uuid4().hex}@yunze.example>", dated=datetime.now(UTC),
    )  # fmt: skip
    account = Account("127.0.0.1", room["smtp"], sender, room["password"], "none")
    assert [item.outcome for item in send(account, [Envelope(1, sender, "office@yunze.example", raw)])] == ["delivered"]
    second.wait_for("已启动：收集反馈")
    api_url = json.loads((second.folder / "engine.json").read_text("utf-8"))["api_url"]
    told = until(lambda: artifact(api_url, "收集反馈"))
    assert "待认领" in told
    assert "无标识的来信" in huiban("pen", "list")

    again = up()
    assert "已有一个会办在运行" in again.wait_for("已有一个会办")

    second.kill(signal.SIGTERM)
    assert second.process.returncode == 0
    assert not (second.folder / "engine.json").exists()
