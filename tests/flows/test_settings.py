"""What an office may set, and what it is told where a setting cannot be used."""

from datetime import date
from pathlib import Path

import pytest

from flows import settings
from registry.errors import SettingFault


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.FOLDER_VARIABLE, str(tmp_path))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADDRESS", "not an address"), ("ADDRESS", "a@x.cn、b@x.cn"), ("LEADER_ADDRESS", "x"),
        ("INTERNAL_ADDRESSES", '["a@x.cn", "b"]'), ("NAME", "甲\n乙"), ("CONTACT", "甲\r\nBcc: x"),
        ("SMTP_PORT", "99999999"), ("SMTP_PORT", "0"), ("IMAP_PORT", "-1"), ("ENGINE_URL", "file:///etc"),
        ("ENGINE_URL", "http://"), ("REMINDER_BEFORE", "[100000000]"), ("REMINDER_BEFORE", "[-5]"),
        ("REMINDER_BEFORE", "3"), ("REGISTER_NUMBER", "../{year}-{number}"), ("REGISTER_NUMBER", "{year}\\{number}"),
        ("REGISTER_NUMBER", "{year}-{number:999999999d}"), ("REGISTER_NUMBER", "{year}-{number:013d}"),
        ("REGISTER_NUMBER", "{number.__class__.__mro__}"), ("REGISTER_NUMBER", "{year}"), ("REGISTER_NUMBER", ""),
        ("NOW", "0001-01-01T00:00:00"), ("NOW", "9999-12-31T23:59:59"), ("MERGING_HOURS", "nan"),
        ("MERGING_HOURS", "inf"), ("REST_DAYS", '["2024-13-01"]'), ("LEADERS", "王一"), ("LEADERS", '["王一"]'),
        ("LEADERS", '[{"name": ""}]'), ("LEADERS", '[{"name": "王一", "vaild_to": "2026-06-30"}]'),
        ("LEADERS", '[{"name": "王一", "valid_to": "6月底"}]'), ("LEADERS", '[{"name": "王一", "reads": [""]}]'),
        ("LEADERS", '[{"name": "王一", "valid_from": "2026-07-01", "valid_to": "2026-06-30"}]'),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_told_in_chinese(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"HUIBAN_{name}", value)
    with pytest.raises(SettingFault) as told:
        settings.load()
    assert "error" not in str(told.value).lower()


@pytest.mark.parametrize("value", ["王一", '["王一"]', '{"name": "王一"}'])
def test_leaders_in_a_wrong_form_are_told_the_right_one(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIBAN_LEADERS", value)
    with pytest.raises(SettingFault) as told:
        settings.load()
    assert '[{name="王一", title="市长"}]' in str(told.value)


def test_what_offices_really_set_is_taken(tmp_path: Path) -> None:
    (tmp_path / settings.SETTINGS_FILE).write_text(
        'name = "柳溪市人民政府办公室"\naddress = "office@liuxi.example"\nleaders = [{name="王一", title="市长"}]\n'
        'register_number = "收{year}-{number:05d}号"\nreminder_before = [5, 0]\nengine_url = "http://10.0.0.1:4200/api"\n'
        "now = 2026-03-04T09:00:00\n",
        "utf-8",
    )
    office = settings.load()
    assert (office.leaders[0].title, office.reminder_before) == ("市长", (5, 0))


def test_a_leader_has_a_term_and_units_in_charge(tmp_path: Path) -> None:
    (tmp_path / settings.SETTINGS_FILE).write_text(
        '[[leaders]]\nname = "王一"\ntitle = "市长"\n\n'
        '[[leaders]]\nname = "李二"\ntitle = "副市长"\nvalid_to = 2026-06-30\nreads = ["教育局"]\n',
        "utf-8",
    )
    first, second = (leader.as_reader() for leader in settings.load().leaders)
    assert (first.valid_to, first.reads) == (None, ())
    assert (second.valid_to, second.reads) == (date(2026, 6, 30), ("教育局",))
