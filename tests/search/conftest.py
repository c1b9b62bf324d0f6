"""What tests of search share: a way to put documents into the index, and the things that rooms make searchable."""

import os
import random
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.content.searchable import FilePart
from search import engines
from search.engines import engine
from search.index.updates import IndexedRow, _write
from search.models import SearchChange, SearchDocument
from tests import services

FIND = engines.find
ON_ELASTICSEARCH = bool(os.environ.get("SEARCH_URL"))  # Then the whole folder asks the server.


@pytest.fixture
def document(db):
    """Makes a document as if a room had told of it, and returns it."""
    made = []

    def make(title="", language="kk", kind="page", key="", model="tests.thing", parts=(), **fields):
        key = key or f"{len(made) + 1}"
        fields.setdefault("thing", f"{model}:{key}")
        row = SearchDocument(
            kind=kind,
            model=model,
            key=key,
            language=language,
            title=title,
            url=f"/{language}/{key}/",
            **fields,
        )
        _write({(key, language): IndexedRow(row, tuple(parts))}, {}, even_unchanged=False)
        made.append(row)
        return row

    return make


@pytest.fixture
def scatter(document):
    """Makes documents of random words, two rows a thing, of pages and of news of any age."""

    def make(words, number, seed):
        chance, today = random.Random(seed), timezone.localdate()

        def some(count):
            return chance.choices(words, k=count)

        for place in range(number):
            document(
                " ".join(some(2)),
                language=chance.choice(["kk", "ru", "en"]),
                kind=("page", "news")[place // 2 % 2],
                thing=f"tests.thing:{place // 2}",
                day=today - timedelta(days=chance.randint(0, 900)),
                names=some(1),
                summary=" ".join(some(3)),
                body=" ".join(some(6)),
                parts=[FilePart("a.pdf", "/a/", " ".join(some(4)), "page", 1)],
            )

    return make


@pytest.fixture
def empty_index(db):
    """An index without the pages that every installation has."""
    SearchDocument.objects.all().delete()
    SearchChange.objects.all().delete()
    engine().tidy()


class Cluster:
    """The Elasticsearch server of the tests, with an index of the running test."""

    def __init__(self):
        self.is_built = False

    def catch_up(self):
        """Lets the index say what the rows say, at once."""
        from search.engines import cluster
        from search.index import building, delivery

        if not self.is_built:
            building.build()
            self.is_built = True
        if delivery.deliver():
            cluster.client().indices.refresh(index=cluster.live())

    def find(self, ask):
        """The server's answer, never that of a stand-in."""
        self.catch_up()
        answer = FIND(ask)
        assert not answer.is_stand_in, "the search server did not answer"
        return answer


def _on_cluster(settings, monkeypatch):
    services.needs(services.elasticsearch(), "Elasticsearch (TEST_SEARCH_URL)")
    settings.SEARCH_HOSTS = [services.elasticsearch()]
    settings.SEARCH_INDEX = f"tests-{uuid.uuid4().hex[:12]}"
    from search.engines import cluster
    from search.index import delivery

    for breaker in (engines.breaker, delivery.breaker):
        breaker.succeeded()
    monkeypatch.setattr("search.engines.elasticsearch.SECONDS", 10)  # A busy machine is no broken server.
    client, ours = cluster.client(), f"{settings.SEARCH_INDEX}*"  # A test may set others.
    yield Cluster()
    for index in client.indices.get(index=ours).body:
        client.indices.delete(index=index, ignore_unavailable=True)


@pytest.fixture
def cluster(settings, monkeypatch):
    """An empty place on the Elasticsearch server, as the configured search server."""
    yield from _on_cluster(settings, monkeypatch)


@pytest.fixture(autouse=True)
def _every_question_goes_to_the_cluster(request, settings, monkeypatch):
    """With SEARCH_URL the suite asks the server wherever it would ask the database."""
    if not ON_ELASTICSEARCH or "cluster" in request.fixturenames:
        settings.SEARCH_HOSTS = []
        yield
        return
    for server in _on_cluster(settings, monkeypatch):
        monkeypatch.setattr("search.page.results.find", server.find)
        monkeypatch.setattr(engines, "find", server.find)
        yield server


@pytest.fixture
def _the_engine_itself(monkeypatch):
    """For tests of the way to the server: it is asked as it is, whatever the suite runs on."""
    monkeypatch.setattr("search.page.results.find", FIND)
