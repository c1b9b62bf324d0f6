"""Engines: each answers an `Ask` with the same `Answer`, worked out by the formula of `search.query.scoring`.
`find(ask)` asks the right one.

The database's own engine is there always and is written in the row's transaction: `create(connection)` makes what is
needed beside the documents' table; `write(documents)` keeps the terms of rows that were written; `forget(ids)` lets
rows go; `heads` and `count` tell, without ranking, what holds some words: for what is proposed and suggested;
`tidy()` drops what has no row any more; `find(ask)` answers. An Elasticsearch cluster, where one is configured, is
asked before it; its index follows through the outbox (`search.index.outbox`).

- `base`: what engines are asked and what they answer
- `sql`, `sqlite`, `postgresql`: the databases' engines, and the question that both are asked
- `cluster`, `elasticsearch`, `breaker`: the cluster, its engine, and leaving it alone while it does not answer
"""

import logging
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from search.engines import postgresql, sqlite
from search.engines.base import Answer, Ask, Engine
from search.engines.breaker import Breaker
from search.models.change import SearchChange

logger = logging.getLogger("portal.search")
breaker = Breaker(pause=15)  # Seconds in which a cluster that failed is not asked.
LONGEST_LAG = timedelta(minutes=1)  # That a change may wait for the cluster while its counts are shown.


def engine() -> Engine:
    """The engine of the database that is in use."""
    if connection.vendor == "postgresql":
        return postgresql
    return sqlite


def has_cluster() -> bool:
    """True when an Elasticsearch cluster is configured."""
    return bool(settings.SEARCH_HOSTS)


def find(ask: Ask) -> Answer:
    """The answer of the cluster where there is one, else, or when it does not answer in time, of the database. Never
    fails for the cluster's sake.

    A cluster that has not taken changes for a while still counts what may have become private: then the database
    answers, too.
    """
    if not has_cluster():
        return engine().find(ask)
    if not is_behind() and breaker.allows():
        from search.engines import elasticsearch  # noqa: PLC0415 The client of an optional service.

        try:
            answer = elasticsearch.find(ask)
        except DatabaseError:
            raise
        except Exception as error:  # Whatever a cluster answers, the reader gets an answer.
            breaker.failed()
            logger.warning(
                "the search cluster does not answer, the database does: %s: %s", type(error).__name__, error
            )
        else:
            breaker.succeeded()
            return answer
    return replace(engine().find(ask), is_stand_in=True)


def is_behind() -> bool:
    """True while a change waits too long for the cluster to be asked."""
    oldest = SearchChange.objects.waiting_since()
    return oldest is not None and timezone.now() - oldest > LONGEST_LAG
