from django.urls import path

from .feeds import NewsFeed

urlpatterns = [path("feed.atom", NewsFeed(), name="news_feed")]
