"""Failures of letters, and whose fault they are: the mailbox's, the mail server's, or the letter's own.

Told by the step of the SMTP dialogue (RFC 5321) and by the enhanced status code, X.subject.detail (RFC 3463).
"""

import re
from dataclasses import dataclass
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from .enums import Fault

ENHANCED = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
ADDRESS = re.compile(r"[^\s<>\"'(){}\[\],;:=]+@[^\s<>\"'(){}\[\],;:=]+")
CLOSING, NEEDS_SIGN_IN = 421, {530, 534, 535, 538}
NO_SUCH_MAILBOX = range(550, 554)
TOO_BIG = 552
BAD_SENDER = {"1.7", "1.8"}  # Servers say it of the sender at RCPT, where they ask for the mailbox.


@dataclass(frozen=True)
class Failure:
    """Failed attempt to send. With a `fault` no other letter would go either; what is `final` is never tried again."""

    error: str
    fault: Fault | None = None
    is_final: bool = False


def without_addresses(text: str) -> str:
    """The text with every e-mail address hidden: who reads logs need not know who is written to."""
    return ADDRESS.sub("…@…", text)


def failure_of(problem: Exception, is_signed_in: bool) -> Failure:
    """Returns the meaning of a failed attempt; `is_signed_in` says that the server had let us in before."""
    error = without_addresses(_said(problem))[:1000]
    if isinstance(problem, SMTPRecipientsRefused):
        code, answer = next(iter(problem.recipients.values()))
        fault, is_final = _at_mailbox(code, _text(answer))
        return Failure(error, fault, is_final)
    return Failure(error, _fault_of(problem, is_signed_in))


def _at_mailbox(code: int, answer: str) -> tuple[Fault | None, bool]:
    """Returns whose fault a refusal at RCPT is, and whether it is final.

    A policy (5.7, "relaying denied") may be against this mailbox or against us: neither is stopped, the letter waits.
    """
    found = ENHANCED.match(answer)
    subject, detail = (found[2], f"{found[2]}.{found[3]}") if found else ("", "")
    if detail in BAD_SENDER:
        return Fault.SENDER, False
    if code in NEEDS_SIGN_IN:
        return Fault.SIGN_IN, False
    if code == CLOSING or subject == "3":
        return Fault.SERVER, False
    return None, code >= 500 and (subject in ("1", "2") or (not subject and code in NO_SUCH_MAILBOX))


def _fault_of(problem: Exception, is_signed_in: bool) -> Fault | None:
    """Returns the fault of the mail server, or None when only this e-mail cannot go."""
    if isinstance(problem, TimeoutError) or isinstance(problem.__context__, TimeoutError):
        return Fault.TIMEOUT
    if isinstance(problem, SMTPAuthenticationError):
        return Fault.SIGN_IN
    if isinstance(problem, SMTPSenderRefused):
        return _of_sender(problem.smtp_code)
    if isinstance(problem, SMTPServerDisconnected) or not isinstance(problem, SMTPException):
        return Fault.CONNECTION if isinstance(problem, OSError) else None  # SMTPException is an OSError, too.
    if not is_signed_in:
        return Fault.CONNECTION if isinstance(problem, SMTPResponseException) else Fault.SIGN_IN
    if isinstance(problem, SMTPResponseException):
        found = ENHANCED.match(_text(problem.smtp_error))
        return Fault.SERVER if problem.smtp_code == CLOSING or (found and found[2] == "3") else None
    return None


def _of_sender(code: int) -> Fault | None:
    if code in NEEDS_SIGN_IN:
        return Fault.SIGN_IN
    return {CLOSING: Fault.SERVER, TOO_BIG: None}.get(code, Fault.SENDER)


def _said(problem: Exception) -> str:
    if isinstance(problem, SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(answer)}" for code, answer in problem.recipients.values())
    if isinstance(problem, SMTPResponseException):
        return f"{problem.smtp_code} {_text(problem.smtp_error)}"
    return str(problem) or type(problem).__name__


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
