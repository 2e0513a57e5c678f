"""What a PostgreSQL store says, and does again, when the server does not do its part."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from auditor.errors import StoreError
from auditor.model import Audit, Snapshot
from auditor.store import Store
from auditor.store.address import parse
from auditor.store.engine import ATTEMPTS, engine_for, write
from auditor.store.faults import explained

Make = Callable[..., tuple[Snapshot, Audit]]
pytestmark = pytest.mark.postgres


def _raise(code: str) -> sa.TextClause:
    return sa.text(f"DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '{code}'; END $$")


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(StoreError, match=rf"No connection to the database server of postgresql://127\.0\.0\.1:{port}"):
        Store.open(f"postgresql://desk:secret@127.0.0.1:{port}/news?password=secret")


def test_a_database_that_is_not_there(server: Any) -> None:
    with pytest.raises(StoreError, match=r"database .nowhere. does not exist.* Check that it runs"):
        Store.open(server.url("nowhere"))


def test_a_server_that_goes_and_comes_back(server: Any, make: Make) -> None:
    first, second = make("first"), make("second")
    with Store.open(server.make_database()) as store:
        number = store.save(*first)
        server.stop()
        try:
            with pytest.raises(StoreError, match="No connection to the database server"):
                store.save(*second)
            with pytest.raises(StoreError, match="No connection to the database server"):
                list(store.records())
        finally:
            server.start()
        assert store.audit(number) == first[1]
        assert store.audit(store.save(*second)) == second[1]


def test_an_idle_connection_that_was_cut_is_healed(server: Any, make: Make) -> None:
    snapshot, audit = make()
    with Store.open(server.make_database()) as store:
        number = store.save(snapshot, audit)
        server.run_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'auditor'",
        )
        assert store.audit(number) == audit


@pytest.mark.parametrize(
    "trouble",
    [
        sa.text("SELECT pg_terminate_backend(pg_backend_pid())"),  # the connection dies
        _raise("40001"),  # serialization failure
        _raise("40P01"),  # deadlock
        _raise("23503"),  # a row that was referred to is gone
    ],
    ids=["cut", "serialization", "deadlock", "pruned"],
)
def test_a_unit_of_work_that_lost_a_race_is_done_again_from_its_start(server: Any, trouble: sa.TextClause) -> None:
    engine = engine_for(parse(server.make_database()))
    tries: list[int] = []

    def work(connection: sa.Connection) -> int:
        tries.append(1)
        connection.execute(sa.text("CREATE TABLE made (id integer)"))
        if len(tries) == 1:
            connection.execute(trouble)
        return len(tries)

    assert write(engine, work) == 2
    assert sa.inspect(engine).get_table_names() == ["made"]
    engine.dispose()


def test_it_is_not_tried_for_ever(server: Any) -> None:
    engine = engine_for(parse(server.make_database()))
    tries: list[int] = []

    def work(connection: sa.Connection) -> None:
        tries.append(1)
        connection.execute(_raise("40001"))

    with pytest.raises(StoreError, match=r"did not take this: made up\. The database calls it 40001"), explained("it"):
        write(engine, work)
    assert len(tries) == ATTEMPTS
    engine.dispose()


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("42501", "The database user may not do this in it. Ask the owner"),
        ("25006", "The server of it takes no writes. Name the primary"),
        ("53100", "The server of it has no room left. Free some disk space"),
        ("57014", "The server of it stopped the query"),
        ("22P05", "The store it did not take this: made up. The database calls it 22P05"),
    ],
)
def test_what_the_server_refuses_is_said_in_words_and_not_tried_again(server: Any, code: str, problem: str) -> None:
    engine = engine_for(parse(server.make_database()))
    tries: list[int] = []

    def work(connection: sa.Connection) -> None:
        tries.append(1)
        connection.execute(_raise(code))

    with pytest.raises(StoreError) as caught, explained("it"):
        write(engine, work)
    assert str(caught.value).startswith(problem)
    assert len(tries) == 1
    engine.dispose()


def test_a_user_without_rights_may_be_refused(server: Any) -> None:
    url = server.make_database()
    Store.open(url).close()
    server.run_sql("CREATE ROLE guest LOGIN")
    with pytest.raises(StoreError, match="user may not do this"):
        Store.open(url.replace("auditor@", "guest@"))


def test_a_replica_is_named_as_one(server: Any, make: Make) -> None:
    url = server.make_database()
    Store.open(url).close()
    with (
        Store.open(f"{url}?options=-c%20default_transaction_read_only%3Don") as store,
        pytest.raises(StoreError, match=r"takes no writes\. Name the primary server"),
    ):
        store.save(*make())


def test_the_options_of_the_address_come_before_ours(server: Any) -> None:
    url = f"{server.make_database()}?application_name=desk"
    with Store.open(url) as store, store._engine.connect() as connection:
        assert connection.execute(sa.text("SHOW application_name")).scalar() == "desk"
