"""Asking a site at a steady pace, whether it keeps up or not, for a bounded time.

A request's time counts from when it was due, so that one that had to wait for others is slow too.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

__all__ = ["Asked", "Report", "ask_steadily"]

TIMEOUT_S = 20.0


@dataclass(frozen=True)
class Asked:
    """A request, as it goes over the wire."""

    path: str
    method: str = "GET"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    def wire(self, port: int) -> bytes:
        """Write it."""
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        lines += ["Connection: close", *(f"{name}: {value}" for name, value in self.headers)]
        if self.body:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True)
class Report:
    """How long answers took, in seconds, and how many had which status."""

    seconds: np.ndarray
    statuses: dict[int, int]

    def percentile_ms(self, which: float) -> float:
        """Give a percentile in milliseconds."""
        return float(1000 * np.percentile(self.seconds, which))


def ask_steadily(
    port: int, next_request: Callable[[int], Asked], *, rate: float, seconds: float
) -> Report:
    """Ask so many times a second for so long; never more than that, and never another machine."""
    return asyncio.run(_ask_all(port, next_request, rate, int(rate * seconds)))


async def _ask_all(port: int, next_request: Callable[[int], Asked], rate: float, n: int) -> Report:
    began = time.monotonic() + 0.1
    requests = [next_request(i).wire(port) for i in range(n)]
    answers = await asyncio.gather(
        *(_ask(port, wire, began + i / rate) for i, wire in enumerate(requests))
    )
    statuses: dict[int, int] = {}
    for _, status in answers:
        statuses[status] = statuses.get(status, 0) + 1
    return Report(np.array([took for took, _ in answers]), statuses)


async def _ask(port: int, wire: bytes, due: float) -> tuple[float, int]:
    """Send one request when it is due; status 0 if no answer came."""
    await asyncio.sleep(max(0.0, due - time.monotonic()))
    try:
        async with asyncio.timeout(TIMEOUT_S):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(wire)
            answer = await reader.read(-1)
            writer.close()
    except (OSError, TimeoutError):
        return time.monotonic() - due, 0
    return time.monotonic() - due, int(answer[9:12] or 0)
