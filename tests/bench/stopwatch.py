"""Tells with each answer what it cost."""

import time
from contextlib import ExitStack

from django.db import connection
from django.http import HttpRequest, HttpResponse


class StopwatchMiddleware:
    """Adds `X-Queries` and `X-Cpu` (milliseconds of this thread's processor time) to every answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        count = 0

        def counted(execute, sql, params, many, context):
            nonlocal count
            count += 1
            return execute(sql, params, many, context)

        started = time.thread_time()
        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(counted))
            response = self.get_response(request)
        response["X-Queries"] = count
        response["X-Cpu"] = f"{(time.thread_time() - started) * 1000:.2f}"
        return response
