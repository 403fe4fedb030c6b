"""Opening an office and keeping it well: settings that explain themselves, a doctor that names what is missing."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from desk.demo import region
from tests.desk.conftest import Huiban


@pytest.fixture
def office(huiban: Huiban, tmp_path: Path) -> Path:
    assert huiban("init", tmp_path / "office", "--name", region.OFFICE, "--address", "office@yunze.example").status == 0
    return tmp_path / "office"


def test_a_new_offices_settings_file_explains_every_setting(office: Path) -> None:
    text = (office / "office.toml").read_text("utf-8")
    assert tomllib.loads(text) == {"name": region.OFFICE, "address": "office@yunze.example"}
    assert "# merging_hours = 4" in text
    assert "password" not in text.replace("HUIBAN_MAIL_PASSWORD", "")


def test_an_office_is_not_opened_over_another(huiban: Huiban, office: Path) -> None:
    answer = huiban("init", office, "--name", "别的单位", "--address", "a@b.example")
    assert answer.status == 2
    assert "未改动" in answer.err


@pytest.mark.parametrize(
    "line",
    ['hours = "早九晚五"', "merging_hours = -1", 'no_such_setting = "x"', 'register_number = "{year}"', "name = ["],
)
def test_a_setting_that_cannot_be_used_is_named(huiban: Huiban, office: Path, line: str) -> None:
    path = office / "office.toml"
    path.write_text(f'name = "甲"\naddress = "a@b.example"\n{line}\n' if "name = [" not in line else line, "utf-8")
    answer = huiban("status")
    assert answer.status == 2
    assert "请" in answer.err
    assert "Traceback" not in answer.err


def test_a_setting_out_of_range_is_named_with_its_meaning(huiban: Huiban, office: Path) -> None:
    (office / "office.toml").write_text("merging_hours = -1\nno_such = 1\n", "utf-8")
    told = huiban("status").err
    assert "merging_hours（汇总所需工作小时" in told
    assert "没有“no_such”这项设置" in told
    assert "office.toml" in told


def test_without_an_office_the_way_to_one_is_named(huiban: Huiban) -> None:
    answer = huiban("status")
    assert answer.status == 2
    assert "huiban init" in answer.err


def test_a_database_newer_than_the_code_is_left_alone(huiban: Huiban, office: Path) -> None:
    import sqlite3  # noqa: PLC0415

    huiban("status")
    connection = sqlite3.connect(office / "office.db")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    answer = huiban("status")
    assert answer.status == 2
    assert "比程序新" in answer.err


def test_the_doctor_names_what_is_missing_and_what_it_is_for(
    huiban: Huiban, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    answer = huiban("doctor")
    assert answer.status == 0
    assert "LibreOffice" in answer.out
    assert "Chromium" in answer.out
    assert "docx 发出" in answer.out.replace("\n", "")


def test_a_mailbox_that_cannot_be_reached_is_told_by_the_doctor(huiban: Huiban, office: Path) -> None:
    answer = huiban("doctor", "--mail")
    assert answer.status == 1
    assert "内置邮局没有开" in answer.out


def test_the_journal_can_be_verified_from_the_desk(huiban: Huiban, office: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "units.csv"
    sheet.write_bytes(region.units_csv())
    huiban("units", "import", sheet)
    assert "共1条，哈希链完整" in huiban("journal", "verify").out
    assert "导入单位名录" in huiban("journal", "list").out


def test_help_and_refusals_import_no_engine_and_no_database() -> None:
    code = (
        "import sys, io, contextlib\n"
        "from desk.cli import main\n"
        "sys.argv = ['huiban', '--help']\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main()\n"
        "heavy = {'prefect', 'sqlalchemy', 'docx', 'lxml', 'pydantic', 'rich'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_help_shows_the_commands_by_their_panels(huiban: Huiban) -> None:
    said = huiban("--help").out
    assert said.index("办理程序") < said.index("  receive ") < said.index("办公室") < said.index("  journal ")


@pytest.mark.parametrize(
    "words",
    [(), ("due",), ("receive",), ("decide",), ("units",), ("pen", "assign"), ("numbers", "take"), ("templates",)],
)
def test_help_is_in_chinese_but_for_names_of_commands_and_options(huiban: Huiban, words: tuple[str, ...]) -> None:
    said = huiban(*words, "--help").out
    usage, _, rest = said.partition("\n")
    assert usage.startswith("用法：")
    assert re.findall(r"Options|Arguments|Commands|OPTIONS|ARGS|Show this|required|default:|<[a-z]", said) == []
    assert "选项:" in rest


@pytest.mark.parametrize("words", [["read", "x"], ["status"], ["due", "次日", "--from", "2026-03-05"]])
def test_commands_that_need_no_engine_do_not_import_it(words: list[str], tmp_path: Path) -> None:
    code = (
        "import sys, contextlib\n"
        "from desk.cli import main\n"
        f"sys.argv = ['huiban', *{words!r}]\n"
        "with contextlib.suppress(SystemExit):\n"
        "    main()\n"
        "sys.exit(3 if 'prefect' in sys.modules else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={"HUIBAN_FOLDER": str(tmp_path)}
    )
    assert done.returncode == 0, done.stderr


def test_the_years_rest_days_are_imported_and_shown(huiban: Huiban, office: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "安排.csv"
    sheet.write_text("日期,安排,事由\n2031,已公布,\n2031-03-07,下午休,节日\n", "utf-8")
    assert "2031年" in huiban("calendar", "import", sheet).out
    assert (office / "calendar.csv").exists()
    assert "2031-03-07" in huiban("calendar", "list").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("numbers", "start", "abc", "--reason", "甲"), "须为整数"),
        (("numbers", "void", "甲", "--reason"), "选项 --reason 后面没有写内容"),
        (("numbers", "use", "甲", "乙"), "多写了“乙”"),
        (("numbers", "list", "--year", "9" * 30), "没有编过发文字号"),
        (("pen", "dismiss", "9" * 30, "--reason", "甲"), "待认领的来信中没有"),
    ],
)
def test_what_is_typed_wrongly_is_told_in_chinese(
    huiban: Huiban, office: Path, words: tuple[str, ...], said: str
) -> None:
    answer = huiban(*words)
    assert office.exists()
    assert said in answer.out + answer.err
    assert re.findall(r"valid|requires|unexpected|内部出错", answer.err) == []


@pytest.mark.parametrize("line", ["收文编号 = [142, 52, 42, 10]", "name = [", 'name = "未完'])
def test_a_settings_file_that_is_not_toml_is_told_in_chinese(huiban: Huiban, office: Path, line: str) -> None:
    (office / "office.toml").write_text(line, "utf-8")
    told = huiban("status").err
    assert "不合 TOML 格式" in told
    assert re.findall(r"[A-Za-z]{3,} [a-z]+", told) == []


def test_the_manuals_settings_are_toml() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "manual.md").read_text("utf-8")
    shown = re.findall(r"```\n(\[.*?)```", manual, re.DOTALL)
    assert len(shown) >= 2
    assert all(tomllib.loads(text) for text in shown)


@pytest.mark.parametrize("editor", ["/nonexistent/editor", "/bin/false"])
def test_an_editor_that_does_not_work_is_told(
    huiban: Huiban, office: Path, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    monkeypatch.delenv("VISUAL", raising=False)
    answer = huiban("templates", "edit", "催办函")
    assert answer.status == 2
    assert "EDITOR" in answer.err
    assert not (office / "templates").exists()
