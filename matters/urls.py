"""Addresses of matters and papers."""

from django.urls import path

from matters import views

urlpatterns = [
    path("matters/", views.matter_list, name="matter_list"),
    path("matters/new/", views.matter_new, name="matter_new"),
    path("matters/<uuid:pk>/", views.matter, name="matter"),
    path("matters/<uuid:pk>/papers/", views.paper_add, name="paper_add"),
    path("papers/<uuid:pk>/", views.paper, name="paper"),
]
