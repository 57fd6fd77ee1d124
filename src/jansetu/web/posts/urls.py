"""Addresses of the posts."""

from __future__ import annotations

from django.urls import URLPattern, path

from jansetu.web.posts import decisions, editing, for_press, page, rules
from jansetu.web.posts.views import posts

urlpatterns: list[URLPattern] = [
    path("", posts, name="posts"),
    path("new/", editing.new_post, name="post_new"),
    path("<int:pk>/", page.show, name="post"),
    path("<int:pk>/edit/", editing.edit, name="post_edit"),
    path("<int:pk>/film/", editing.film, name="post_film"),
    path("<int:pk>/krutidev.docx", for_press.download, {"form": "docx"}, name="post_krutidev"),
    path("<int:pk>/krutidev.txt", for_press.download, {"form": "txt"}, name="post_krutidev_text"),
    path("<int:pk>/deliveries/", page.deliveries, name="post_deliveries"),
    path("<int:pk>/confirm/", decisions.confirm, name="post_confirm"),
    path("<int:pk>/approve/", decisions.approve, name="post_approve"),
    path("<int:pk>/declare/", rules.declare_facts, name="post_declare"),
    path("<int:pk>/release/", rules.let_pass, name="post_release"),
    path("<int:pk>/return/", decisions.give_back, name="post_return"),
    path("<int:pk>/withdraw/", decisions.take_back, name="post_withdraw"),
    path("<int:pk>/deliveries/<int:delivery>/retry/", decisions.try_again, name="delivery_retry"),
    path("<int:pk>/deliveries/<int:delivery>/cancel/", decisions.call_off, name="delivery_cancel"),
    path("<int:pk>/deliveries/<int:delivery>/decide/", decisions.decide, name="delivery_decide"),
    path("<int:pk>/deliveries/<int:delivery>/parts/", decisions.take_parts_back, name="delivery_parts"),
]
