"""Logs that say what the site did, and nothing about whom it did it for."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

__all__ = ["LogRequests", "WithoutRequest"]

log = logging.getLogger("nightout.web")


class LogRequests:
    """Log each request by the name of its view: paths hold secret links, queries hold places."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        """Answer, and say how long it took."""
        start = time.perf_counter()
        response = self.get_response(request)
        match = getattr(request, "resolver_match", None)
        log.info(
            "%s %s %s %.0f ms",
            request.method if request.method in METHODS else "?",
            (match and match.view_name) or "-",
            response.status_code,
            1000 * (time.perf_counter() - start),
        )
        return response


METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class WithoutRequest(logging.Filter):
    """Replace what Django says about a request (its path, its form) by the kind of fault.

    A trace tells files and lines of the program; the values that it worked on stay out, as the
    text of an exception may be a name, an address or a link.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, those about requests shortened."""
        if record.name.startswith("django") or record.name.startswith("axes"):
            code = getattr(record, "status_code", "")
            record.msg, record.args = f"{record.name} {code}".strip(), ()
        if record.exc_info:
            record.msg = f"{record.msg} {_where(record.exc_info)}"
            record.exc_info = record.exc_text = None
        return True


def _where(exc_info: Any) -> str:
    kind, _, trace = exc_info if isinstance(exc_info, tuple) else (None, None, None)
    steps = []
    while trace is not None:
        code = trace.tb_frame.f_code
        steps.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{getattr(kind, '__name__', 'fault')} in {' > '.join(steps[-8:])}"
