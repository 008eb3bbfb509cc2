"""Addresses of matters and papers."""

from django.urls import path

from matters import views, views_of_levels, views_on_paper

urlpatterns = [
    path("matters/", views.matter_list, name="matter_list"),
    path("matters/new/", views.matter_new, name="matter_new"),
    path("matters/<uuid:pk>/", views.matter, name="matter"),
    path("matters/<uuid:pk>/readers/", views_of_levels.matter_level, name="matter_level"),
    path("documents/<uuid:pk>/readers/", views_of_levels.document_level, name="document_level"),
    path("matters/on-paper/", views_on_paper.matter_on_paper, name="matter_on_paper"),
    path("matters/<uuid:pk>/on-paper/", views_on_paper.on_paper_add, name="on_paper_add"),
    path("on-paper/<uuid:pk>/", views_on_paper.on_paper, name="on_paper"),
    path("matters/<uuid:pk>/openings/", views.matter_openings, name="matter_openings"),
    path("matters/<uuid:pk>/papers/", views.paper_add, name="paper_add"),
    path("papers/<uuid:pk>/", views.paper, name="paper"),
]
