"""Addresses of the desk."""

from django.urls import path

from nightout.web.gatherings.desk import files, letters, numbers, queue, review, rules

__all__ = ["urlpatterns"]

app_name = "desk"
urlpatterns = [
    path("", queue.home, name="home"),
    path("<slug:slug>/", queue.queue, name="queue"),
    path("<slug:slug>/points.geojson", queue.points, name="points"),
    path("<slug:slug>/bulk/", queue.bulk, name="bulk"),
    path("<slug:slug>/rules/", rules.rules, name="rules"),
    path("<slug:slug>/numbers/", numbers.numbers, name="numbers"),
    path("<slug:slug>/write/", letters.write, name="write"),
    path("<slug:slug>/letters/", letters.letters, name="letters"),
    path("<slug:slug>/import/", files.bring, name="import"),
    path("<slug:slug>/gatherings.<str:ending>", files.give, name="export"),
    path("<slug:slug>/of/<slug:public_id>/", review.review, name="review"),
    path("<slug:slug>/of/<slug:public_id>/change/", review.change, name="change"),
    path("<slug:slug>/of/<slug:public_id>/decide/", review.decide, name="decide"),
]
