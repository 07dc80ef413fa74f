"""Addresses of the site. English ones say no language; Spanish ones begin with /es/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from nightout.web.door import health
from nightout.web.gatherings.views import base_map, link, mine, public_pages, register

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

handler403 = "nightout.web.door.trouble.refused"
handler404 = "nightout.web.door.trouble.missing"
handler500 = "nightout.web.door.trouble.our_fault"

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    *i18n_patterns(
        path("", public_pages.home, name="home"),
        path("account/", include("nightout.web.accounts.urls")),
        path("desk/", include("nightout.web.gatherings.desk.urls")),
        path("link/<str:raw>/", link.link, name="link"),
        path("mine/", mine.my_gatherings, name="mine"),
        path("mine/<slug:public_id>/edit/", mine.edit, name="edit"),
        path("mine/<slug:public_id>/cancel/", mine.cancel, name="cancel"),
        path("in/<slug:slug>/", public_pages.city_page, name="city"),
        path("in/<slug:slug>/areas.geojson", base_map.areas, name="areas"),
        path("in/<slug:slug>/register/", register.register, name="register"),
        path("in/<slug:slug>/register/sent/", register.sent, name="registered"),
        path("in/<slug:slug>/my-link/", link.my_link, name="my_link"),
        path("in/<slug:slug>/<slug:public_id>/", public_pages.gathering_page, name="gathering"),
        prefix_default_language=False,
    ),
]
