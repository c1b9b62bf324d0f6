"""Running an action again whose transaction the database ended for the sake of another one (ADR 0029)."""

import logging
import random
import re
import time
from collections.abc import Callable
from copy import deepcopy
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.http import HttpRequest, HttpResponse

from .disk_space import causes
from .middleware import SAFE_METHODS

logger = logging.getLogger("portal.web")
Result = TypeVar("Result")
MOST_ATTEMPTS = 5
PAUSE_SECONDS = 0.05  # At most, before the second attempt; then twice as long each time.
# PostgreSQL: serialization_failure, deadlock_detected. SQLite has one writer at a time and never says so.
ENDED_FOR_ANOTHER = frozenset({"40001", "40P01"})
READS = re.compile(r"\W*(?:SELECT|WITH|SAVEPOINT|RELEASE|ROLLBACK|SET|SHOW|FETCH|DECLARE|CLOSE)\b", re.I)
_ATTEMPT = "_attempt"  # Of a request.
COUNTS = '"portal_cache"'  # Where attempts are counted: each attempt counts.


def was_ended_for_another(problem: BaseException, former: BaseException | None = None) -> bool:
    """True when the database ended a transaction because it and another waited for each other.

    Python writes the `former` attempt's error behind whatever the next one raises; that one says nothing of this.
    """
    own = takewhile(lambda cause: cause is not former, causes(problem))
    return any(getattr(cause, "sqlstate", None) in ENDED_FOR_ANOTHER for cause in own)


def was_repeated(request: HttpRequest) -> bool:
    """True when a request's view ran more than once: what an attempt did outside of the database may be left over."""
    attempt = _attempt_of(request)
    return attempt is not None and attempt.number > 1


def again_while_ended(action: Callable[[], Result], name: str) -> Result:
    """Returns the result of an action that is safe to do twice; it is done again when the database ended it for
    another's sake.
    """
    for number in range(1, MOST_ATTEMPTS):
        try:
            return action()
        except Exception as problem:
            if not was_ended_for_another(problem):
                raise
        logger.warning("deadlock: %s runs again", name)
        wait_a_moment(number)
    return action()


def wait_a_moment(number: int) -> None:
    """Waits after an attempt, each time longer, and by chance, so that two do not meet again."""
    time.sleep(random.uniform(0, PAUSE_SECONDS * 2**number))  # noqa: S311 No secret.


class Watch:
    """Notes whether something that a request wrote is kept already, so that it must not be done twice.

    And whether a statement was ended for another's sake: whoever catches that (Wagtail's index does, and logs it)
    leaves a transaction of which nothing will be kept, and an error without a cause, or none at all.
    """

    def __init__(self) -> None:
        self.has_kept = self.was_ended = False
        self._connection = connections[DEFAULT_DB_ALIAS]

    def keep(self) -> None:
        """Notes that what was written is kept from now on."""
        self.has_kept = True

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        try:
            result = execute(sql, params, many, context)
        except DatabaseError as problem:
            self.was_ended = self.was_ended or was_ended_for_another(problem)
            raise
        if not self.has_kept and not READS.match(sql) and COUNTS not in sql:
            self._note()
        return result

    def _note(self) -> None:
        connection = self._connection
        if not connection.in_atomic_block:
            self.keep()
            return
        waiting = connection.run_on_commit
        if not (waiting and waiting[-1][0] == set(connection.savepoint_ids) and waiting[-1][1] == self.keep):
            connection.on_commit(self.keep)


class AgainMiddleware:
    """Runs the view of a request from the start when the database ended its transaction for the sake of another.

    The last of all middleware, so that nothing runs twice but the view, and what middleware asks just before it. It
    does so only while nothing that the request wrote is kept: then the first attempt has left no trace, no letter and
    no task either, for these are rows of the same transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return self.get_response(request)
        attempt = Attempt(request)
        setattr(request, _ATTEMPT, attempt)
        with connections[DEFAULT_DB_ALIAS].execute_wrapper(attempt.watch):
            response = self.get_response(request)
            # Where somebody caught it, and nothing was kept.
            while attempt.watch.was_ended and attempt.may_be_repeated():
                attempt.begin_again()
                response = self.get_response(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        attempt = _attempt_of(request)
        if attempt is None:
            return None
        if not (attempt.watch.was_ended or was_ended_for_another(exception, attempt.former)):
            return None
        if not attempt.may_be_repeated():
            return None
        attempt.former = exception
        attempt.begin_again()
        return self.get_response(request)


class Attempt:
    """One run of a request's view, with what the request was like before it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.number, self.watch = request, 1, Watch()
        self.former: BaseException | None = None  # What ended the attempt before.
        self._session = deepcopy(vars(request.session))
        self._messages = list(_queued_messages(request))

    def may_be_repeated(self) -> bool:
        """False when something is kept already, when it was tried often enough, or when a sent file is gone."""
        if self.watch.has_kept or self.number >= MOST_ATTEMPTS:
            return False
        if connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return False
        is_read = hasattr(self.request, "_body") or hasattr(self.request, "_files")
        is_whole = is_read or not getattr(self.request, "_read_started", False)
        return is_whole and all(map(_can_be_read, self._files()))

    def begin_again(self) -> None:
        """Waits a moment, each time longer, and makes the request what it was."""
        logger.warning("deadlock: %s %s runs again", self.request.method, self.request.path_info)
        wait_a_moment(self.number)
        self.number += 1
        self.watch.was_ended = False
        for file in self._files():
            file.seek(0)
        request = self.request
        vars(request.session).clear()
        vars(request.session).update(deepcopy(self._session))
        _queued_messages(request)[:] = self._messages
        if request.user.is_authenticated:  # A form may have changed the very row that the request holds.
            request.user.refresh_from_db()

    def _files(self) -> list[UploadedFile]:
        files = getattr(self.request, "_files", None)
        return [file for _name, found in files.lists() for file in found] if files else []


def _attempt_of(request: HttpRequest) -> Attempt | None:
    return getattr(request, _ATTEMPT, None)


def _queued_messages(request: HttpRequest) -> list[Message]:
    """The messages that a request has left so far. Django has no way to take them back."""
    return vars(get_messages(request))["_queued_messages"]


def _can_be_read(file: UploadedFile) -> bool:
    """False for a file that was closed, or moved to where it is kept."""
    is_there = not isinstance(file, TemporaryUploadedFile) or Path(file.temporary_file_path()).exists()
    return is_there and not file.closed
