"""A server finds the port that was free for it still free when it is ready to listen."""

import re
import socket
from pathlib import Path

import pytest

from tests import ports

TESTS = Path(__file__).parent
ANY_PORT = re.compile(r"""bind\(\(["'][\w.]*["'], 0\)\)|return \w+\.getsockname\(\)""")


def test_no_outgoing_connection_is_given_such_a_port():
    bounds = Path("/proc/sys/net/ipv4/ip_local_port_range")
    if not bounds.exists():
        pytest.skip("Only Linux says which ports outgoing connections are given")
    lowest, highest = map(int, bounds.read_text().split())
    assert not set(ports.PORTS) & set(range(lowest, highest + 1))


def test_a_port_that_somebody_listens_at_is_not_free(monkeypatch):
    monkeypatch.setattr(ports, "PORTS", [ports.free_port()])
    (port,) = ports.PORTS
    with socket.create_server(("127.0.0.1", port)), pytest.raises(OSError, match="taken"):
        ports.free_port()
    assert ports.free_port() == port


def test_nobody_else_looks_for_a_port_to_listen_at_later():
    others = [path for path in TESTS.rglob("*.py") if ANY_PORT.search(path.read_text())]
    assert others == []
