"""Opening an office: a folder with a settings file that explains every setting."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import SecretStr

from flows.report import Report
from flows.settings import SETTINGS_FILE, Settings
from registry.errors import SettingFault
from registry.faults import why_not

# Given by where the office lies, by drills, or better kept out of a file.
_NOT_IN_FILE = {"folder", "now", "mail_password"}


def open_office(folder: Path, name: str, address: str, **values: object) -> Report:
    """Make an office's folder and its settings file.

    Raises:
        SettingFault: there is a settings file already, or the folder cannot be made.
    """
    path = folder / SETTINGS_FILE
    if path.exists():
        raise SettingFault(f"“{folder}”已是办公目录", kept=f"{SETTINGS_FILE} 未改动", todo="请直接使用，或换一个目录")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(settings_file({"name": name, "address": address, **values}), "utf-8")
    except OSError as fault:
        raise SettingFault(f"办公目录“{folder}”无法建立（{why_not(fault)}）", todo="请换一个目录") from fault
    said = (
        f"已建立办公目录 {folder}；请按需修改 {path}，再导入单位名录：huiban --office {folder} units import 名录.xlsx"
    )
    return Report("新建办公室", said)


def settings_file(values: dict[str, object]) -> str:
    """Write `office.toml`: every setting with its meaning; those left at their default stand as comments."""
    lines = ["# 会办办公设置。去掉行首的 # 并修改即可；环境变量 HUIBAN_… 优先于本文件。", ""]
    for key, field in Settings.model_fields.items():
        if key in _NOT_IN_FILE:
            continue
        value = values.get(key, field.get_default(call_default_factory=True))
        shown = _toml(value)
        lines += [f"# {field.description}", f"{'' if key in values else '# '}{key} = {shown}", ""]
    lines += ["# 邮箱密码或授权码请用环境变量 HUIBAN_MAIL_PASSWORD 设置。", ""]
    return "\n".join(lines)


def _toml(value: object) -> str:
    """Write a setting's value as TOML; strings and numbers of JSON are TOML's too."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, SecretStr):
        return '""'
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(inner) for inner in value) + "]"
    if isinstance(value, (int, float)):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False)
