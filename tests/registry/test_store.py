"""The store on SQLite and PostgreSQL: one transaction, constraints behind the rules, an unbroken journal."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from registry import journal, leases, messages, opinions, papers, solicitations, units
from registry.blobs import Blobs
from registry.calendar import SHANGHAI
from registry.directory import Directory, Unit
from registry.errors import (
    DuplicatePaper,
    FileMissing,
    JournalBroken,
    SettingFault,
    StoreUnavailable,
    UnknownPaper,
    UnknownUnit,
)
from registry.numbering import RegisterNumbering
from registry.papers import Paper
from registry.store import Store
from registry.tables import METADATA
from registry.words import Level

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)


def a_paper(**facts: object) -> Paper:
    return Paper.model_validate(
        {
            "number": "", "year": 0, "sequence": 0, "title": "关于征求意见的函", "received_at": NOW,
            "issuers": ["某局"], "issuer_key": "某局", "issued_on": date(2026, 3, 3), **facts,
        }
    )  # fmt: skip


def register(session: Session, **facts: object) -> Paper:
    return papers.register(session, a_paper(**facts), RegisterNumbering())


def a_request(session: Session, token: str = "K7Q2") -> solicitations.Request:
    paper = register(session)
    units.import_directory(session, Directory.of([Unit("市档案局", ("档案局",), Level.CITY)]))
    unit = units.find(session, "档案局")
    round_ = solicitations.Solicitation(
        paper_id=paper.id, opened_at=NOW, due_at=NOW + 9 * HOUR, due_reason="x", due_calendar="x"
    )
    session.add(round_)
    session.flush()
    request = solicitations.Request(
        solicitation_id=round_.id, unit_id=unit.id, unit=unit.name, token=token, due_at=NOW + 9 * HOUR
    )
    session.add(request)
    session.flush()
    return request


def test_a_new_database_is_brought_to_the_codes_version_once(empty_database_url: str) -> None:
    store = Store(empty_database_url)
    assert not store.is_current()
    store.migrate()
    store.migrate()
    assert store.is_current()


def test_the_migrations_make_exactly_the_tables_of_the_code(store: Store) -> None:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.migration import MigrationContext  # noqa: PLC0415

    with store.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert differences == []


def test_a_database_newer_than_the_code_is_refused_and_left_alone(store: Store) -> None:
    with store.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnavailable, match="比程序新"):
        store.migrate()


def test_what_fails_leaves_nothing_half_written(store: Store) -> None:
    with pytest.raises(RuntimeError), store.transaction() as session:
        register(session)
        raise RuntimeError
    with store.reading() as session:
        assert papers.ledger(session) == []


def test_register_numbers_run_within_the_year_and_are_never_reused(store: Store) -> None:
    with store.transaction() as session:
        first = register(session)
        first.state, first.void_reason = "void", "重复来文"
        second = register(session)
        next_year = register(session, received_at=NOW.replace(year=2027))
    assert [first.number, second.number, next_year.number] == ["2026-0001", "2026-0002", "2027-0001"]


def test_moments_come_back_as_they_went_in(store: Store) -> None:
    with store.transaction() as session:
        number = register(session).number
    with store.reading() as session:
        assert papers.find(session, number).received_at == NOW


def test_the_same_document_number_from_the_same_issuer_is_a_duplicate(store: Store) -> None:
    with store.transaction() as session:
        register(session, document_number="朔数函〔2026〕3号")
    with pytest.raises(DuplicatePaper, match="2026-0001"), store.transaction() as session:
        register(session, document_number="朔数函〔2026〕3号")
    with store.transaction() as session:
        register(session, document_number="朔数函〔2026〕3号", issuer_key="另一局")


def test_a_void_needs_its_reason(store: Store) -> None:
    with pytest.raises(StoreUnavailable, match="约束"), store.transaction() as session:
        register(session).state = "void"


def test_a_secret_papers_file_is_refused_by_the_database_itself(store: Store) -> None:
    with pytest.raises(StoreUnavailable, match="约束"), store.transaction() as session:
        register(session, secrecy="秘密", letter_sha256="ab")


def test_an_unknown_paper_is_named(store: Store) -> None:
    with pytest.raises(UnknownPaper, match="2026-0099"), store.reading() as session:
        papers.find(session, "2026-0099")


def test_one_name_belongs_to_one_unit_and_a_unit_that_leaves_is_kept(store: Store) -> None:
    old = Directory.of([Unit("市档案局", ("档案局",), Level.CITY, groups=("市直部门",)), Unit("市史志办")])
    with store.transaction() as session:
        assert units.import_directory(session, old) == (2, 0, 0)
    with store.transaction() as session:
        assert units.directory(session) == old
        assert units.import_directory(session, Directory.of([Unit("市档案局", ("档案馆",))])) == (0, 1, 1)
    with store.transaction() as session:
        assert units.find(session, "档案馆").name == "市档案局"
        with pytest.raises(UnknownUnit, match="史志办"):
            units.find(session, "市史志办")


def test_a_unit_is_asked_once_a_round(store: Store) -> None:
    with pytest.raises(StoreUnavailable), store.transaction() as session:
        request = a_request(session)
        copy = request.model_dump(exclude={"id"}) | {"token": "other"}
        session.add(solicitations.Request.model_validate(copy))


def test_an_extension_is_asked_before_the_deadline_with_reason_and_consent(store: Store) -> None:
    good = {"due_from": NOW, "due_to": NOW + HOUR, "reason": "需上会研究", "agreed_by": "科长", "asked_at": NOW - HOUR}
    for fault in ({}, {"reason": ""}, {"agreed_by": ""}, {"due_to": NOW - HOUR}, {"asked_at": NOW + HOUR}):
        try:
            with store.transaction() as session:
                request = a_request(session, token=str(fault))
                row = {"request_id": request.id, **good, **fault}
                session.add(solicitations.Extension.model_validate(row))
        except StoreUnavailable:
            assert fault
        else:
            assert not fault


def test_a_rung_is_sent_once(store: Store) -> None:
    with pytest.raises(StoreUnavailable), store.transaction() as session:
        request = a_request(session)
        for _ in range(2):
            session.add(solicitations.Reminder(request_id=request.id or 0, rung="T-1", audience="contact", at=NOW))


def test_declining_an_opinion_needs_a_reason(store: Store) -> None:
    with store.transaction() as session:
        request = a_request(session)
        returned = opinions.Return(request_id=request.id or 0, received_at=NOW, stance="opinions")
        session.add(returned)
        session.flush()
        opinion = opinions.OpinionRow(return_id=returned.id or 0, key="a", unit="市档案局", kind="delete", how="form")
        session.add(opinion)
        session.flush()
        number = opinion.id or 0
    with pytest.raises(StoreUnavailable), store.transaction() as session:
        session.add(opinions.DispositionRow(opinion_id=number, decision="declined", decided_by="科员", at=NOW))


def test_a_purpose_is_mailed_once(store: Store) -> None:
    def mail(session: Session, number: int) -> None:
        session.add(
            messages.Outgoing(
                key="letter:1", kind="letter", address="a@b.example", subject="", message_id=f"<{number}@x>",
                raw_sha256="", queued_at=NOW,
            )
        )  # fmt: skip

    with pytest.raises(StoreUnavailable), store.transaction() as session:
        mail(session, 1)
        mail(session, 2)


def test_the_journal_is_a_chain_that_shows_what_was_touched(store: Store) -> None:
    with store.transaction() as session:
        for action in ("登记", "拟办", "批示"):
            journal.note(session, NOW, "高岚", action, "2026-0001", note="一")
    with store.reading() as session:
        assert journal.verify(session) == 3
    guards = (
        "DROP TRIGGER journal_no_update"
        if store.engine.dialect.name == "sqlite"
        else "ALTER TABLE journal DISABLE TRIGGER ALL"
    )
    with store.transaction() as session:
        session.execute(text(guards))
        session.execute(text("UPDATE journal SET actor = '别人' WHERE id = 2"))
    with pytest.raises(JournalBroken, match="第2条"), store.reading() as session:
        journal.verify(session)


@pytest.mark.parametrize("change", ["UPDATE journal SET actor = ''", "DELETE FROM journal"])
def test_the_database_refuses_to_change_the_journal(store: Store, change: str) -> None:
    with store.transaction() as session:
        journal.note(session, NOW, "高岚", "登记")
    with pytest.raises(StoreUnavailable, match="append-only"), store.transaction() as session:
        session.execute(text(change))


def test_a_lease_is_one_holders_until_it_expires(store: Store) -> None:
    with store.transaction() as session:
        assert leases.take(session, "collect", "甲", NOW, HOUR)
        assert not leases.take(session, "collect", "乙", NOW, HOUR)
        assert leases.take(session, "collect", "甲", NOW, HOUR)
        assert leases.take(session, "collect", "乙", NOW + HOUR, HOUR)
        leases.release(session, "collect", "甲", NOW)  # no longer its own
        assert not leases.take(session, "collect", "甲", NOW + HOUR, HOUR)
        leases.release(session, "collect", "乙", NOW + HOUR)
        assert leases.take(session, "collect", "甲", NOW + HOUR, HOUR)


def test_a_locked_database_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'office.db'}", patience=0.05)
    store.migrate()
    with store.transaction(), pytest.raises(StoreUnavailable, match="占用"), store.transaction():
        pass


def test_readers_wait_for_no_writer(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'office.db'}", patience=0.05)
    store.migrate()
    with store.transaction() as writer, store.reading() as reader:
        register(writer)
        assert papers.ledger(reader) == []


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "office.db").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreUnavailable, match="doctor"):
        Store(f"sqlite:///{tmp_path / 'office.db'}").migrate()


def test_the_same_bytes_twice_are_one_file_and_damage_is_noticed(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    digest = blobs.keep(b"paper")
    assert blobs.keep(b"paper") == digest
    assert blobs.read(digest) == b"paper"
    [kept] = [path for path in blobs.folder.rglob("*") if path.is_file()]
    kept.write_bytes(b"other")
    with pytest.raises(FileMissing, match="损坏"):
        blobs.read(digest)
    with pytest.raises(FileMissing, match="备份"):
        blobs.read("0" * 64)


@pytest.mark.parametrize(
    "url", ["mysql://x", "nonsense", "", "postgresql+psycopg2://x@h/x", "file:///etc", "://", "sqlite"]
)
def test_an_address_of_no_database_we_keep_is_told_without_its_password(url: str) -> None:
    with pytest.raises(SettingFault, match="数据库地址"):
        Store(url)
    with pytest.raises(SettingFault) as told:
        Store("mysql://office:geheim@host/x")
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+pg8000"])
def test_postgresql_is_reached_by_one_driver_however_it_is_written(scheme: str) -> None:
    store = Store(f"{scheme}://office:x@127.0.0.1:1/office")
    assert store.engine.url.drivername == "postgresql+pg8000"
    with pytest.raises(StoreUnavailable, match="数据库"), store.reading():
        pass


def test_a_parameter_the_driver_does_not_know_is_told() -> None:
    with pytest.raises(StoreUnavailable, match="参数"), Store("postgresql://x@127.0.0.1:1/x?sslmode=require").reading():
        pass


def test_a_writer_that_waits_longer_than_its_patience_is_told(store: Store, database_url: str) -> None:
    hasty = Store(database_url, patience=0.05)
    with store.transaction():
        with pytest.raises(StoreUnavailable, match="正被其他程序占用"), hasty.transaction():
            pass
        with hasty.reading() as session:
            assert papers.ledger(session) == []


def test_a_line_cut_by_the_network_is_told_and_faults_of_the_work_are_not(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileNotFoundError), store.transaction():
        raise FileNotFoundError

    def cut(*_: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(store.engine.dialect, "do_execute", cut)
    monkeypatch.setattr(store.engine.dialect, "do_execute_no_params", cut, raising=False)
    with pytest.raises(StoreUnavailable, match="未按时应答"), store.reading() as session:
        session.execute(text("SELECT 1"))


@pytest.mark.parametrize(
    "fault", [{"state": "lost"}, {"secrecy": "公开秘密"}, {"urgency": "不急"}, {"state": "concluded"}]
)
def test_a_word_that_is_none_of_the_fields_is_refused_by_the_database(store: Store, fault: dict[str, str]) -> None:
    with pytest.raises(StoreUnavailable, match="约束"), store.transaction() as session:
        register(session, **fault)
