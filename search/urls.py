from django.urls import path

from .views import MySearchView, SearchView

app_name = "search"

urlpatterns = [
    path("", SearchView.as_view(), name="results"),
    path("mine/", MySearchView.as_view(), name="mine"),
]
