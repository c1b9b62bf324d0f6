from django.urls import path

from .page.views import MySearchView, SearchView, SuggestView

app_name = "search"

urlpatterns = [
    path("", SearchView.as_view(), name="results"),
    path("suggest/", SuggestView.as_view(), name="suggest"),
    path("mine/", MySearchView.as_view(), name="mine"),
]
