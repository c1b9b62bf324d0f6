"""The connections of the backend."""

from collections.abc import Callable, Generator
from types import ModuleType
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import waiting

from portal.web import deadlines

TICK = 0.05  # Seconds after which somebody who waits looks up.


def watched(generator: Generator[Any, Any, Any], look_up: Callable[[], None]) -> Generator[Any, Any, Any]:
    """The same dialogue with the server; each time that nothing was heard for a tick, `look_up` may end it by an
    error.
    """
    try:
        wanted = next(generator)
        while True:
            ready = yield wanted
            if ready == waiting.READY_NONE:
                look_up()
            wanted = generator.send(ready)
    except StopIteration as done:
        return done.value


class WatchedConnection(psycopg.Connection[Any]):
    """A connection on which nobody who is impatient waits for a server that has gone silent."""

    def wait(self, gen: Any, interval: float = TICK, timeout: float | None = None) -> Any:
        if not deadlines.is_impatient():
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(watched(gen, deadlines.patience()), interval, timeout)
        except deadlines.Away as error:
            self.close()  # Whatever comes afterwards would be the answer to this.
            raise psycopg.OperationalError(str(error)) from error

    @classmethod
    def _connect_gen(cls, conninfo: str = "") -> Any:
        # psycopg has no public hook here, and its own time-out is at least 2 seconds.
        connecting = super()._connect_gen(conninfo)
        if not deadlines.is_impatient():
            return (yield from connecting)
        try:
            return (yield from watched(connecting, deadlines.patience()))
        except deadlines.Away as error:
            raise psycopg.OperationalError(str(error)) from error


# psycopg as Django's wrapper uses it, but for the connections that it makes.
_psycopg = ModuleType("psycopg")
vars(_psycopg).update(vars(psycopg), connect=WatchedConnection.connect)


class DatabaseWrapper(base.DatabaseWrapper):
    """A database on PostgreSQL. A web process has time-outs; a worker, the clock and commands have none."""

    Database = _psycopg

    def get_connection_params(self) -> dict[str, Any]:
        parameters = super().get_connection_params()
        if deadlines.is_serving():
            bounds = (
                f"-c lock_timeout={deadlines.LOCK_SECONDS * 1000}"
                f" -c statement_timeout={deadlines.STATEMENT_SECONDS * 1000}"
            )
            parameters["options"] = f"{parameters.get('options', '')} {bounds}".strip()
        return parameters
