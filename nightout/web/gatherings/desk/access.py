"""Who may sit at which desk."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from nightout.web.gatherings.models import City, Gathering

__all__ = ["at_desk", "gathering_here"]


def at_desk(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let only coordinators of the city in, and give the view that city in place of its name."""

    @never_cache
    @login_required
    @functools.wraps(view)
    def inner(request: Any, slug: str, *args: Any, **kwargs: Any) -> Any:
        city = City.objects.filter(slug=slug, coordinators=request.user).first()
        if city is None:
            raise PermissionDenied
        return view(request, city, *args, **kwargs)

    return inner


def gathering_here(city: City, public_id: str) -> Gathering:
    """Find a gathering of this city; those of others are as good as absent."""
    rows = Gathering.objects.select_related("city", "host", "last_year")
    return get_object_or_404(rows, city=city, public_id=public_id)
