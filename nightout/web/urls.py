"""Addresses of the site. English ones say no language; Spanish ones begin with /es/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from nightout.web.door import health
from nightout.web.find import feeds, pages, sitemap
from nightout.web.gatherings.views import base_map, link, mine, register
from nightout.web.ground import views as ground

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

handler403 = "nightout.web.door.trouble.refused"
handler404 = "nightout.web.door.trouble.missing"
handler500 = "nightout.web.door.trouble.our_fault"

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("ground/states.geojson", ground.states, name="states"),
    path("ground/counties.geojson", ground.counties, name="counties"),
    path("ground/base.pmtiles", ground.base_map, name="base_map"),
    *i18n_patterns(
        path("", pages.home, name="home"),
        path("account/", include("nightout.web.accounts.urls")),
        path("desk/", include("nightout.web.gatherings.desk.urls")),
        path("link/<str:raw>/", link.link, name="link"),
        path("mine/", mine.my_gatherings, name="mine"),
        path("mine/<slug:public_id>/edit/", mine.edit, name="edit"),
        path("mine/<slug:public_id>/cancel/", mine.cancel, name="cancel"),
        path("in/<slug:slug>/", pages.city_page, name="city"),
        path("in/<slug:slug>/gatherings.ics", feeds.calendar, name="calendar"),
        path("in/<slug:slug>/gatherings.atom", feeds.atom, name="atom"),
        path("in/<slug:slug>/gatherings.geojson", feeds.points, name="points"),
        path("in/<slug:slug>/embed/", pages.embed, name="embed"),
        path("in/<slug:slug>/areas.geojson", base_map.areas, name="areas"),
        path("in/<slug:slug>/register/", register.register, name="register"),
        path("in/<slug:slug>/register/sent/", register.sent, name="registered"),
        path("in/<slug:slug>/my-link/", link.my_link, name="my_link"),
        path("in/<slug:slug>/<slug:public_id>/", pages.gathering_page, name="gathering"),
        path("in/<slug:slug>/<slug:public_id>/flyer/", pages.flyer, name="flyer"),
        path("in/<slug:slug>/<slug:public_id>.ics", feeds.one_calendar, name="one_calendar"),
        prefix_default_language=False,
    ),
]
