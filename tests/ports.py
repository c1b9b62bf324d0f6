"""Ports for the servers that tests start."""

import random
import socket

# Above what services are known by, below what Linux gives to outgoing connections (32768 to 60999): one of these took
# the port while a server was being made ready to listen at it.
PORTS = range(20_000, 32_768)


def free_port() -> int:
    """A loopback port that nobody listens at and that no outgoing connection is given; raises OSError without one."""
    # Two processes that began with the same seed must not ask for the same ones in the same order.
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise OSError("Every port is taken")
