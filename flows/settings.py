"""The office's settings: what an office may change, each with its meaning, read from `office.toml` and HUIBAN_*."""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from registry.addresses import is_address
from registry.calendar import OfficeHours
from registry.errors import SettingFault
from registry.numbering import RegisterNumbering
from registry.readers import Reader

FOLDER_VARIABLE = "HUIBAN_FOLDER"
DEFAULT_FOLDER = "huiban-office"
SETTINGS_FILE = "office.toml"
# Register numbers name folders and stand in subjects' tags: no path signs, no brackets, no endless zeros.
_REGISTER_NUMBER = re.compile(r"(?:[^{}\[\]【】/\\\x00-\x1f]|\{year\}|\{number(?::0?(?:\d|1[0-2])d?)?\}){1,60}")
_WEB = re.compile(r"https?://[^\s/]+\S*")
_YEARS = range(2000, 2101)  # of a drill's clock: beyond them no calendar counts
_BY_LINE = re.compile(r"at line (\d+)")  # how tomllib says where
_TOML = '请改正：文字用英文双引号括起，等号左边的中文也要加双引号，如 "收文编号" = [142, 52, 42, 10]'
_BY_NAME = re.compile(r'field "(\w+)"')  # how pydantic-settings names a variable that is no JSON

_Millimetres = Annotated[float, Field(ge=0, le=300, allow_inf_nan=False)]
FieldPlace = tuple[_Millimetres, _Millimetres, _Millimetres, _Millimetres]
SlipField = Literal[
    "密级",
    "紧急程度",
    "收文编号",
    "来文单位",
    "文号",
    "收文日期",
    "文件标题",
    "领导批示",
    "秘书长阅批",
    "拟办意见",
    "办结说明",
]
Port = Annotated[int, Field(ge=1, le=65535)]


LEADERS = (
    '批阅领导，按职务高低排列，写成 [{name="王一", title="市长"}]；任职起止日写 valid_from、valid_to，'
    '只阅分管单位的件写 reads=["教育局"]'
)


class Leader(BaseModel):
    """A leader who reads papers, in order of rank; their term, and the units in their charge."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=40)
    title: str = Field(default="", max_length=60)
    valid_from: date | None = None
    valid_to: date | None = None
    reads: tuple[Annotated[str, Field(min_length=2, max_length=60)], ...] = Field(default=(), max_length=100)

    @model_validator(mode="after")
    def _term(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(self.valid_to)
        return self

    def as_reader(self) -> Reader:
        """Give the leader as the rule of the ladder knows one."""
        return Reader(self.name, self.title, self.valid_from, self.valid_to, self.reads)


class Settings(BaseSettings):
    """Every office setting. `office.toml` in the office's folder sets them; HUIBAN_NAME and so on override it."""

    model_config = SettingsConfigDict(env_prefix="HUIBAN_", extra="forbid", frozen=True)

    folder: Path = Field(default=Path(DEFAULT_FOLDER), description="办公目录：数据库、文件和引擎数据都在其中")
    database_url: str = Field(default="", description="数据库地址；空则用办公目录内的 SQLite")

    name: str = Field(default="", max_length=120, description="本单位全称，也是信函署名")
    mark: str = Field(default="", max_length=120, description="发文机关标志；空则用本单位全称")
    agency: str = Field(default="", max_length=20, description="机关代字，如“云政办函”；空则函件不编号")
    reply_to: str = Field(default="本单位", max_length=60, description="代拟复函报送的科室")
    seal: Literal["none", "by_hand", "picture"] = Field(
        default="none",
        description="函件用印：none 不留印章位置，by_hand 留出位置手工盖章，picture 套印 seal_image 的图片",
    )
    seal_image: str = Field(
        default="", max_length=1000, description="印章图片（PNG 或 JPEG）的路径，可写办公目录内的相对路径"
    )
    seal_diameter: float = Field(default=42, ge=30, le=60, allow_inf_nan=False, description="印章直径，毫米")
    overprint_x: float = Field(default=0, ge=-30, le=30, allow_inf_nan=False, description="套打向右移动的毫米数")
    overprint_y: float = Field(default=0, ge=-30, le=30, allow_inf_nan=False, description="套打向下移动的毫米数")
    overprint_fields: dict[SlipField, FieldPlace] = Field(
        default_factory=dict,
        description="本单位印好的阅办单各栏目的位置，[距左, 距上, 宽, 高]，毫米；空则按系统的空白阅办单",
    )
    contact: str = Field(default="", max_length=60, description="信函中的联系人")
    phone: str = Field(default="", max_length=60, description="信函中的联系电话")
    leaders: tuple[Leader, ...] = Field(default=(), description=LEADERS)
    leader_address: str = Field(default="", description="本单位领导的邮箱，逾期两个工作日后向其报告")

    hours: str = Field(default="09:00-12:00,14:30-17:30", description="办公时间；最后一刻即“下班”")
    merging_hours: float = Field(
        default=4, ge=0, le=400, allow_inf_nan=False, description="汇总所需工作小时，内部期限据此前移"
    )
    merge_on_rest_days: bool = Field(default=True, description="来文期限为休息日时，用其前的休息日汇总")
    before_counts_day: bool = Field(default=True, description="“X日前”是否含当日")
    default_working_days: int = Field(
        default=7, ge=1, le=60, description="来文未定期限时的工作日数（国办函〔2009〕15号）"
    )
    rest_days: tuple[date, ...] = Field(default=(), description="本单位另外放假的日期")
    work_days: tuple[date, ...] = Field(default=(), description="本单位另外上班的日期")
    reminder_before: tuple[Annotated[int, Field(ge=0, le=30)], ...] = Field(
        default=(3, 1, 0), description="平件提前几个工作日催办"
    )
    tell_office_after: int = Field(default=2, ge=1, le=10, description="逾期几个工作日后报告本单位领导")
    silence_is_consent: bool = Field(default=False, description="函中写明逾期未反馈视为无意见")
    register_number: str = Field(default="{year}-{number:04d}", description="收文编号格式")

    letter_format: Literal["docx", "pdf", "both"] = Field(
        default="docx", description="征求意见函以何种格式发出；pdf、both 须装有 LibreOffice"
    )
    docx_without_pdf: bool = Field(default=True, description="生成不了PDF时以docx发出并注明；false则停下不发")
    archive_pdf: bool = Field(default=False, description="归档时函件和汇总表另存一份PDF/A")

    read_scans: bool = Field(default=True, description="认读扫描件中的文字（须装有 ocr 组件，每页数秒）")

    address: str = Field(default="", description="本单位收发信邮箱")
    internal_addresses: tuple[str, ...] = Field(default=(), description="可收“内部”件的邮箱")
    plus_addressing: bool = Field(default=False, description="邮局支持“邮箱+标识@”形式的回信地址")
    smtp_host: str = Field(default="", description="发信服务器；空则用内置邮局")
    smtp_port: Port = Field(default=465, description="发信端口")
    smtp_tls: Literal["none", "starttls", "ssl"] = Field(default="ssl", description="发信加密方式")
    imap_host: str = Field(default="", description="收信服务器；空则用内置邮局")
    imap_port: Port = Field(default=993, description="收信端口")
    imap_tls: Literal["none", "starttls", "ssl"] = Field(default="ssl", description="收信加密方式")
    mail_user: str = Field(default="", description="邮箱登录名；空则用邮箱地址")
    mail_password: SecretStr = Field(default=SecretStr(""), description="邮箱密码或授权码；宜用环境变量")
    mail_connections: Annotated[int, Field(ge=1, le=8)] = Field(default=2, description="同时发信的连接数")

    watch_seconds: Annotated[float, Field(ge=1, le=600)] = Field(
        default=20, description="运行中每隔几秒看一次有无来信、待发邮件和到期的催办"
    )
    now: datetime | None = Field(default=None, description="演练用的时钟；空则用真实时间")
    engine_url: str = Field(default="", description="共用的 Prefect 服务地址；空则由 huiban up 自带")

    @field_validator("hours")
    @classmethod
    def _hours(cls, value: str) -> str:
        OfficeHours.parse(value)
        return value

    @field_validator("register_number")
    @classmethod
    def _register_number(cls, value: str) -> str:
        if not _REGISTER_NUMBER.fullmatch(value):
            raise ValueError(value)
        RegisterNumbering(value)
        return value

    @field_validator("name", "mark", "agency", "reply_to", "contact", "phone", "seal_image")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in value):
            raise ValueError(value)
        return value

    @field_validator("address", "leader_address")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not is_address(value):
            raise ValueError(value)
        return value

    @field_validator("internal_addresses")
    @classmethod
    def _addresses(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        for value in values:
            if not is_address(value):
                raise ValueError(value)
        return values

    @field_validator("engine_url")
    @classmethod
    def _engine_url(cls, value: str) -> str:
        if value and not _WEB.fullmatch(value):
            raise ValueError(value)
        return value

    @field_validator("now")
    @classmethod
    def _now(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.year not in _YEARS:
            raise ValueError(value)
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  pydantic-settings' shape
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  pydantic-settings' shape
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment override `office.toml`, so that passwords need not stand in a file."""
        path = _folder() / SETTINGS_FILE
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=path)

    @property
    def url(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{(self.folder / 'office.db').absolute()}"

    @property
    def has_own_mail_room(self) -> bool:
        """Whether mail goes through the embedded mail room."""
        return not self.smtp_host and not self.imap_host


def _folder() -> Path:
    return Path(os.environ.get(FOLDER_VARIABLE, DEFAULT_FOLDER))


def _told(place: tuple[int | str, ...], kind: str, given: object) -> str:
    """Say in Chinese which setting is wrong and what it means."""
    name = ".".join(map(str, place))
    field = Settings.model_fields.get(str(place[0])) if place else None
    if kind == "extra_forbidden" or field is None:
        return f"没有“{name}”这项设置"
    shown = " ".join(str(given).split())[:40].encode("utf-8", "replace").decode()
    return f"{name}（{field.description}）的值“{shown}”不可用"


def load(**values: Any) -> Settings:
    """Read the settings of the office in HUIBAN_FOLDER; `values` override them.

    Raises:
        SettingFault: a setting that cannot be used, or an office.toml that is not TOML; names each fault.
    """
    try:
        settings = Settings(**{"folder": _folder(), **values})
    except ValidationError as fault:
        told = "；".join(_told(error["loc"], error["type"], error["input"]) for error in fault.errors()[:5])
        raise SettingFault(f"办公设置有误（{told}）", todo=f"请修改 {SETTINGS_FILE} 或 HUIBAN_ 环境变量") from fault
    except SettingsError as fault:  # a variable that should be a list and is not written as one
        named = _BY_NAME.search(str(fault))
        name = named[1] if named else ""
        told = _told((name,), "value", os.environ.get(f"HUIBAN_{name.upper()}", ""))
        raise SettingFault(
            f"办公设置有误（{told}）", todo=f"请修改 HUIBAN_{name.upper()} 环境变量，列表写成 JSON 形式"
        ) from fault
    except UnicodeDecodeError as fault:
        raise SettingFault(f"{SETTINGS_FILE} 不是 UTF-8 编码的文字", todo="请另存为并选编码 UTF-8") from fault
    except ValueError as fault:  # tomllib's own error
        line = _BY_LINE.search(str(fault))
        where = f"第{line[1]}行" if line else "末尾没有写完，"
        raise SettingFault(f"{SETTINGS_FILE} {where}不合 TOML 格式", todo=_TOML) from fault
    if bool(settings.smtp_host) != bool(settings.imap_host):
        raise SettingFault("发信服务器与收信服务器须同时设置或同时留空", todo="请补全 smtp_host 和 imap_host")
    return settings
