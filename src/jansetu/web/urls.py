"""Addresses of the desk and the portal; each area keeps its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from jansetu.web.drafts import discard_draft, keep_draft
from jansetu.web.home import home
from jansetu.web.language import choose_language
from jansetu.web.photos.handed import handed_picture

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("jansetu.web.accounts.urls")),
    path("language/", choose_language, name="language"),
    path("", include("jansetu.web.portal.urls")),
    path("", include("jansetu.web.letters.urls")),
    path("m/<str:signature>/", handed_picture, name="handed_picture"),
    path("", include("jansetu.web.watch.urls")),
    path("hooks/", include("jansetu.web.hooks.urls")),
    path("desk/", home, name="home"),
    path("desk/notes/", include("jansetu.web.notes.urls")),
    path("desk/photos/", include("jansetu.web.photos.urls")),
    path("desk/drafts/<str:form>/", keep_draft, name="draft"),
    path("desk/drafts/<str:form>/discard/", discard_draft, name="draft_discard"),
    path("desk/channels/", include("jansetu.web.channels.urls")),
    path("desk/subscribers/", include("jansetu.web.subscribers.urls")),
    path("desk/organisation/", include("jansetu.web.organisation.urls")),
    path("desk/audit/", include("jansetu.web.audit.urls")),
    path("desk/posts/", include("jansetu.web.posts.urls")),
    path("desk/recurring/", include("jansetu.web.recurring.urls")),
    path("desk/pauses/", include("jansetu.web.pauses.urls")),
    path("desk/budgets/", include("jansetu.web.budgets.urls")),
    path("desk/direct/", include("jansetu.web.direct.urls")),
    path("desk/jobs/", include("jansetu.web.jobs.urls")),
    path("desk/alerts/", include("jansetu.web.alerts.urls")),
    path("desk/incidents/", include("jansetu.web.incidents.urls")),
]
