"""A real mail server on a loopback port that can be slow, hang, refuse, stop and start again."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from tests.ports import free_port

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.MULTILINE | re.IGNORECASE)
Refuse = Callable[[str, str], str | None]


@dataclass(frozen=True)
class Received:
    """A letter that the server has taken; `at` by time.monotonic()."""

    message_id: str
    to: str
    at: float
    content: bytes


class MailServer:
    """Takes letters while the block runs, unless it is told otherwise.

    `refuse(step, word)` is asked at "connection", "AUTH" (the user's name), "MAIL" (the sender), "RCPT" (the mailbox)
    and "DATA" (the mailbox), and returns the answer that refuses ("550 5.1.1 No such user"), or None.
    `messages` are what came, each noted before the server answers after `delay` seconds: a client that is killed
    meanwhile does not know that its letter has arrived.
    """

    def __init__(self, delay: float = 0, refuse: Refuse | None = None) -> None:
        self.delay = delay
        self.refuse: Refuse | None = refuse
        self.messages: list[Received] = []
        self.connections = 0
        self.is_hanging = False
        self.port = free_port()
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        """The address for EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listens, also again on the same port. The controller asks its own port first, and is not counted."""
        if self._controller:
            return
        self.is_hanging = False
        self._controller = _Controller(self)
        self._controller.start()
        self.connections = 0

    def stop(self) -> None:
        """Closes the port and all connections."""
        if self._controller:
            self.is_hanging = False
            self._controller.stop()
            self._controller = None

    def hang(self) -> None:
        """From now on connections are accepted and nothing is answered."""
        self.is_hanging = True

    def go_on(self) -> None:
        """Ends `hang`: what waited is answered now."""
        self.is_hanging = False

    def answer_to(self, step: str, word: str) -> str | None:
        """The refusal at a step, or None."""
        return self.refuse(step, word) if self.refuse else None


class _Controller(Controller):
    def __init__(self, server: MailServer) -> None:
        super().__init__(_Handler(server), hostname="127.0.0.1", port=server.port, ready_timeout=10)
        self.server_told = server

    def factory(self) -> SMTP:
        return _Protocol(self.server_told, self.handler)


class _Protocol(SMTP):
    def __init__(self, told: MailServer, handler: Any) -> None:
        super().__init__(handler, authenticator=self._signs_in, auth_require_tls=False, hostname="mail.test")
        self.told = told

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.told.connections += 1
        answer = self.told.answer_to("connection", "")
        if answer and isinstance(transport, asyncio.Transport):
            transport.write(f"{answer}\r\n".encode())
            transport.close()
            return
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self.transport is not None:  # Else it was refused before it began.
            super().connection_lost(error)

    async def _handle_client(self) -> None:
        while self.told.is_hanging:
            await asyncio.sleep(0.02)
        await super()._handle_client()

    def _signs_in(self, _server: SMTP, _session: Any, _envelope: Any, _way: str, data: Any) -> AuthResult:
        name = data.login.decode()
        return AuthResult(success=self.told.answer_to("AUTH", name) is None, handled=False)


class _Handler:
    def __init__(self, told: MailServer) -> None:
        self.told = told

    async def _answer(self, step: str, word: str) -> str | None:
        while self.told.is_hanging:
            await asyncio.sleep(0.02)
        return self.told.answer_to(step, word)

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:  # noqa: N802 - named by aiosmtpd.
        if answer := await self._answer("MAIL", address):
            return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        if answer := await self._answer("RCPT", address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        to = ", ".join(envelope.rcpt_tos)
        if answer := await self._answer("DATA", to):
            return answer
        found = MESSAGE_ID.search(envelope.content)
        message_id = found.group(1).decode() if found else ""
        self.told.messages.append(Received(message_id, to, time.monotonic(), envelope.content))
        await asyncio.sleep(self.told.delay)
        return "250 OK"
