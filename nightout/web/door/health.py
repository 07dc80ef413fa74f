"""Whether the site lives, and whether it can serve."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

__all__ = ["live", "ready"]


@never_cache
@require_safe
def live(request: Any) -> HttpResponse:  # noqa: ARG001
    """Say that the process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: Any) -> HttpResponse:  # noqa: ARG001
    """Say whether the database answers and has the shape that this version needs."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("the database does not answer\n", "text/plain", 503)
    if waiting:
        return HttpResponse("the database waits for its migration\n", "text/plain", 503)
    return HttpResponse("ready\n", content_type="text/plain")
