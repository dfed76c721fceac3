from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, String, create_engine, exc, inspect, select, text

from db.engine import (
    MIGRATIONS,
    DatabaseUnavailableError,
    may_pass,
    newest_revision,
    open_database,
    reading,
    writing,
)
from db.models import Base, Crawl, CrawlUrl, WarcFile
from db.queries import captures, crawls, traces
from tests.db.rows import NOW, Page, articles, save, start

ROOT = Path(__file__).parents[2]
INDEX_OF_THE_OTHER = {"sqlite": "ix_captures_url", "postgresql": "ix_captures_url_captured_at"}  # dialect


def names(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(session.scalars(select(WarcFile.name).order_by(WarcFile.name)))


def python(program: str, *args: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *args]
    return subprocess.Popen(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


def finish(*running: subprocess.Popen[str]) -> list[str]:
    ended = [(program.communicate(timeout=120), program.returncode) for program in running]
    assert [(code, err) for (_, err), code in ended] == [(0, "")] * len(running)
    return [out for (out, _), _ in ended]


def test_opening_makes_the_newest_tables(url: str) -> None:
    engine = open_database(url)

    assert set(Base.metadata.tables) < set(inspect(engine).get_table_names())
    with reading(engine) as session:
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest_revision()
    engine.dispose()


def test_opening_a_file_makes_its_folder_and_lets_readers_not_wait(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'new' / 'folder' / 'news.db'}")

    with reading(engine) as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    engine.dispose()


def test_migrations_make_what_the_models_declare(engine: Engine) -> None:
    def is_for_it(_item: object, name: str | None, _kind: str, is_in_database: bool, _other: object) -> bool:
        return is_in_database or name != INDEX_OF_THE_OTHER[engine.dialect.name]

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_for_it})
        assert compare_metadata(context, Base.metadata) == []


def test_newest_revision_is_the_head_of_the_migrations() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [newest_revision()]


def test_opening_an_up_to_date_database_does_not_import_alembic(url: str) -> None:
    open_database(url).dispose()
    program = "import sys; from db.engine import open_database; open_database(sys.argv[1])\n"
    program += "print('alembic' in sys.modules)"

    assert finish(python(program, url)) == ["False\n"]


def test_several_processes_may_make_the_database_at_once(url: str) -> None:
    program = "import sys; from db.engine import open_database; open_database(sys.argv[1])"

    finish(*(python(program, url) for _ in range(4)))


def test_opening_again_keeps_what_is_there(url: str) -> None:
    engine = open_database(url)
    save(engine, start(engine), Page(number=1))
    engine.dispose()

    engine = open_database(url, must_exist=True)
    assert list(articles(engine)) == ["a" * 16]
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "'nonsense' is no address of a database"),
        ("mysql+pymysql://localhost/news", "mysql"),
        ("sqlite:////proc/news.db", "/proc/news.db: "),
        ("sqlite:////proc/self/status/news.db", "/proc/self/status/news.db: "),
        ("sqlite:////proc", "/proc: "),
        ("postgresql://me:secret@/news?host=/nowhere", r"postgresql://me:\*\*\*@/news.*: .*/nowhere"),
    ],
)
def test_a_database_that_cannot_be_opened_is_named(url: str, message: str) -> None:
    with pytest.raises(DatabaseUnavailableError, match=message):
        open_database(url)


def test_a_missing_database_is_an_error_where_it_must_exist(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "news.db"

    with pytest.raises(DatabaseUnavailableError, match=r"news\.db: there is no such file"):
        open_database(f"sqlite:///{path}", must_exist=True)

    assert not path.parent.exists()


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    path.write_text("村里修了一座新桥。\n" * 200, encoding="utf-8")
    before = path.read_bytes()

    with pytest.raises(DatabaseUnavailableError, match=r"news\.db: file is not a database"):
        open_database(f"sqlite:///{path}")

    assert path.read_bytes() == before


def test_a_database_of_newer_code_is_refused(url: str) -> None:
    open_database(url).dispose()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    with pytest.raises(DatabaseUnavailableError, match=r"newer version \(9999\)"):
        open_database(url)


def test_writing_takes_everything_back_on_an_error(engine: Engine) -> None:
    def add_and_fail() -> None:
        with writing(engine) as session:
            session.add(WarcFile(name="one.warc.gz"))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_and_fail()

    assert names(engine) == []


def test_reading_cannot_write(engine: Engine) -> None:
    with reading(engine) as session:
        session.add(WarcFile(name="one.warc.gz"))
        with pytest.raises(exc.DBAPIError, match=r"read-?only"):
            session.flush()

    with writing(engine) as session:  # the same connection may write again
        session.add(WarcFile(name="two.warc.gz"))
    assert names(engine) == ["two.warc.gz"]


def test_reading_sees_one_state_while_another_commits(engine: Engine) -> None:
    statement = select(WarcFile.name)
    with reading(engine) as session:
        assert session.scalars(statement).all() == []
        with writing(engine) as other:
            other.add(WarcFile(name="one.warc.gz"))
        assert session.scalars(statement).all() == []

    assert names(engine) == ["one.warc.gz"]


def test_reading_does_not_wait_for_a_writer(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(WarcFile(name="one.warc.gz"))
        session.flush()
        assert names(engine) == []

    assert names(engine) == ["one.warc.gz"]


def test_a_second_writer_waits_for_the_first_but_not_for_ever(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.access.BUSY_MILLISECONDS", 50)
    engine = open_database(url)

    with writing(engine) as session:
        session.execute(select(WarcFile))
        with pytest.raises(exc.OperationalError, match="lock"), writing(engine) as other:
            other.execute(select(WarcFile))
    engine.dispose()


def test_text_sorts_by_code_points(engine: Engine) -> None:
    given = ["B", "a", "_", "新", "-1", "1", "é", "a b", "ab", "𠮷", "\ufffd"]
    with writing(engine) as session:
        session.add_all(WarcFile(name=name) for name in given)

    assert names(engine) == sorted(given)


def test_no_text_sorts_by_the_locale_of_the_server(engine: Engine) -> None:
    columns = [
        column["type"] for table in Base.metadata.tables for column in inspect(engine).get_columns(table)
    ]
    texts = [kind for kind in columns if isinstance(kind, String)]

    assert texts
    assert {kind.collation for kind in texts} == {"C" if engine.dialect.name == "postgresql" else None}


def test_text_may_be_longer_than_the_models_say(engine: Engine) -> None:
    save(engine, start(engine), Page(number=1, parser="p" * 200))

    assert [row["parser"] for row in articles(engine).values()] == ["p" * 200]


def test_a_url_may_be_of_any_length(engine: Engine) -> None:
    many = "".join(
        hashlib.sha256(bytes([number])).hexdigest() for number in range(200)
    )  # no use to compress it
    url = f"https://news.example.cn/?from={many}"
    crawl_id = start(engine)
    save(engine, crawl_id, Page(number=1, url=url))
    row = CrawlUrl(crawl_id=crawl_id, key=1, url=url, state="out-of-scope", discovered_at=NOW)
    with writing(engine) as session:
        session.add(row)

    with reading(engine) as session:
        assert [one.url.url for one in traces.meetings(session, [url])] == [url]
        assert captures.of_url(session, url, since="") != []
        assert traces.decorated(session, ["https://news.example.cn/"]) == {url}


@pytest.mark.parametrize(
    ("state", "passes"),
    [
        (None, True),  # the connection was lost
        ("08006", True),
        ("40P01", True),
        ("53100", True),
        ("55P03", True),
        ("57P01", True),
        ("54000", False),  # what it has no room for
        ("58P01", False),
    ],
)
def test_what_a_server_will_never_take_does_not_pass(state: str | None, *, passes: bool) -> None:
    cause = psycopg.OperationalError() if state is None else psycopg.errors.lookup(state)()
    assert may_pass(exc.OperationalError(None, None, cause)) == passes


def test_chinese_is_kept_readable_in_json(engine: Engine) -> None:
    save(engine, start(engine), Page(number=1, authors=("林小满", "周禾")))

    with reading(engine) as session:
        assert (
            session.execute(text("SELECT CAST(authors AS TEXT) FROM articles")).scalar()
            == '["林小满","周禾"]'
        )


def test_a_run_that_does_not_exist_cannot_be_written_for(engine: Engine) -> None:
    with pytest.raises(exc.IntegrityError, match=r"(?i)foreign key"):
        save(engine, 77, Page(number=1))


def test_crawls_are_numbered_and_told_apart_by_state(engine: Engine) -> None:
    first, second = start(engine), start(engine)

    with writing(engine) as session:
        crawls.finish(session, first, "finished", {"stored": 3}, NOW)
    with reading(engine) as session:
        left = crawls.unfinished(session, "crawl")
        assert left is not None
        assert left.id == second
        assert crawls.unfinished(session, "reparse") is None
        assert [crawl.id for crawl in crawls.newest(session, 5)] == [second, first]
        done = session.scalars(select(Crawl).where(Crawl.id == first)).one()
        assert (done.state, done.counts, done.finished_at) == ("finished", {"stored": 3}, NOW)
