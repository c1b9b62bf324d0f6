"""Measures the portal: queries, server time and requests per second for each type of page, and for the pages of those
who are signed in.

    python -m tests.bench [--scale N] [--seconds S]

Loads the demonstration content (and N synthetic rows of each kind) into a folder of its own, starts gunicorn with two
workers on loopback and asks for each page: once to warm it, once for the figures "cold" (the page itself is never
kept), then as often as it can for S seconds over four connections. The bare view is a Django view of 30 kB under the
same gunicorn in the same run: figures of other machines are compared by their ratio to it.
"""

import argparse
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
CONNECTIONS = 4
LANGUAGE = "kk"


Headers = Mapping[str, str]
NOBODY: Headers = {}


def get(
    connection: http.client.HTTPConnection, path: str, headers: Headers = NOBODY
) -> tuple[http.client.HTTPResponse, bytes]:
    connection.request("GET", path, headers=dict(headers))
    response = connection.getresponse()
    return response, response.read()


def sign_in(port: int, who: str, password: str) -> Headers:
    """Signs in by the form, as a browser does; returns the headers of whoever is signed in."""
    door = f"/{LANGUAGE}/account/login/"
    connection = http.client.HTTPConnection("127.0.0.1", port)
    form = {"login": f"{who}@example.org", "password": password}
    sent = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{port}",
    }
    connection.request("POST", door, urlencode(form), sent)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 302:
        raise SystemExit(f"{who} cannot sign in: {answer.status}")
    return {"Cookie": cookies(answer)}


def cookies(response: http.client.HTTPResponse) -> str:
    """What a browser sends back of the cookies that it was given."""
    given = SimpleCookie()
    for line in response.headers.get_all("Set-Cookie", []):
        given.load(line)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in given.items())


def first_link(port: int, listing: str) -> str:
    """The address of the first thing in a public list: the link in the heading of its first row."""
    _response, body = get(http.client.HTTPConnection("127.0.0.1", port), listing)
    pattern = rf'<h[2-4][^>]*>\s*<a[^>]*href="({re.escape(listing)}[^"?#]+/)"'
    found = re.search(pattern, body.decode())
    if not found:
        raise SystemExit(f"no thing is listed at {listing}")
    return found[1]


def pages(port: int) -> dict[str, str]:
    root = f"/{LANGUAGE}/"
    lists = {name: f"{root}{name}/" for name in ("directory", "library", "workshops", "news")}
    things = {f"{name}: one": first_link(port, path) for name, path in lists.items()}
    return {
        "bare view, 30 kB": "/bare/",
        "home": root,
        **lists,
        "directory, filtered": f"{root}directory/?region=KZ-55",
        **things,
        "search": f"{root}search/?q=%D0%BA%D1%96%D1%82%D0%B0%D0%BF%D1%85%D0%B0%D0%BD%D0%B0",
    }


def own_pages() -> dict[str, tuple[str, str]]:
    """The pages of those who are signed in, by name: whose they are, and where."""
    root, people = f"/{LANGUAGE}/", "/admin/snippets/people/person/"
    return {
        "desk": ("contributor", f"{root}desk/"),
        "desk, one organisation": ("contributor", f"{root}desk/for/demo-association/"),
        "representatives": ("manager", f"{root}desk/organisations/demo-association/people/"),
        "my details": ("librarian", f"{root}account/details/"),
        "my consents": ("librarian", f"{root}account/consents/"),
        "likely duplicates": ("secretariat", f"{people}duplicates/"),
        "likely duplicates: one": ("secretariat", f"{people}duplicates/1/"),
        "letters to print": ("secretariat", "/admin/letters/"),
    }


def measure(port: int, path: str, seconds: float, headers: Headers = NOBODY) -> dict[str, float]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _warming in range(3):  # Both workers have their own memory.
        get(connection, path, headers)
    response, body = get(connection, path, headers)
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}")
    result = {"queries": float(response.headers["X-Queries"]), "bytes": float(len(body))}
    times: list[float] = []
    done = [0] * CONNECTIONS
    deadline = time.monotonic() + seconds

    def work(number: int) -> None:
        own = http.client.HTTPConnection("127.0.0.1", port)
        while time.monotonic() < deadline:
            answer, _body = get(own, path, headers)
            times.append(float(answer.headers["X-Cpu"]))
            done[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CONNECTIONS)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result["cpu"] = statistics.median(times)
    result["rate"] = sum(done) / (time.monotonic() - started)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=int, default=0, help="synthetic rows of each kind to add")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each page is asked for")
    options = parser.parse_args()
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        environment = os.environ | {
            "VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "PORT": str(port),
            "PYTHONPATH": str(ROOT),
        }
        run = {"cwd": ROOT, "env": environment, "check": True, "stdout": subprocess.DEVNULL}
        started = time.monotonic()
        subprocess.run([sys.executable, "manage.py", "start_demo"], **run)
        if options.scale:
            subprocess.run([sys.executable, "manage.py", "load_demo", "--scale", str(options.scale)], **run)
        print(f"content loaded in {time.monotonic() - started:.0f} s (scale {options.scale})")
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
            + ["--worker-class", "gthread", "--threads", "2", "--log-level", "error"],
            cwd=ROOT,
            env=environment,
        )
        try:
            report(port, options.seconds, (Path(folder) / "demo-password").read_text().strip())
        finally:
            server.terminate()
            server.wait()


def report(port: int, seconds: float, password: str) -> None:
    for _attempt in range(100):
        try:
            get(http.client.HTTPConnection("127.0.0.1", port), "/bare/")
            break
        except ConnectionError:
            time.sleep(0.1)
    print(f"{'page':<22}{'queries':>8}{'kB':>7}{'CPU ms':>9}{'req/s':>8}{'of bare':>9}")
    signed_in = {who: sign_in(port, who, password) for who in {who for who, _path in own_pages().values()}}
    asked = [(name, path, NOBODY) for name, path in pages(port).items()]
    asked += [(name, path, signed_in[who]) for name, (who, path) in own_pages().items()]
    bare = 0.0
    for name, path, headers in asked:
        figures = measure(port, path, seconds, headers)
        bare = bare or figures["rate"]
        print(
            f"{name:<22}{figures['queries']:>8.0f}{figures['bytes'] / 1000:>7.0f}{figures['cpu']:>9.1f}"
            f"{figures['rate']:>8.0f}{figures['rate'] / bare:>9.3f}"
        )


if __name__ == "__main__":
    main()
