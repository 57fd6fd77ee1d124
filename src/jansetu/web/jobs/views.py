"""The list, one job's page, and what can be done to it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jansetu.fields.words import in_language
from jansetu.jobs.models import Job
from jansetu.orgs.long_jobs import cancel_job, fetch, jobs_seen, run_again
from jansetu.web.access import DeskRequest, staff
from jansetu.web.jobs.lines import line_of, row_of
from jansetu.web.sheets import EXCEL

PAGE = 25


@staff()
@require_safe
def listed(request: DeskRequest) -> HttpResponse:
    """The newest first."""
    page = Paginator(jobs_seen(request.actor, request.now), PAGE).get_page(request.GET.get("page"))
    rows = [row_of(job, request.actor, request.now) for job in page]
    return render(request, "jansetu/jobs/jobs.html", {"page": page, "rows": rows})


@staff()
@require_safe
def shown(request: DeskRequest, job_id: int) -> HttpResponse:
    """One job with its result; while it lives, its standing is fetched each second."""
    return _page(request, job_id, "jansetu/jobs/job.html")


@staff()
@require_safe
def standing(request: DeskRequest, job_id: int) -> HttpResponse:
    """How far it is, alone."""
    return _page(request, job_id, "jansetu/jobs/standing.html")


@staff()
@require_POST
def cancel(request: DeskRequest, job_id: int) -> HttpResponse:
    """End it, or let it not begin."""
    cancel_job(_seen(request, job_id), by=request.actor, now=request.now)
    messages.success(request, in_language("काम रोका जा रहा है।", "The job is being stopped."))
    return redirect("job", job_id)


@staff()
@require_POST
def again(request: DeskRequest, job_id: int) -> HttpResponse:
    """Let it run once more."""
    run_again(_seen(request, job_id), by=request.actor, now=request.now)
    messages.success(request, in_language("काम फिर चलेगा।", "The job will be run again."))
    return redirect("job", job_id)


@staff()
@require_safe
def file(request: DeskRequest, job_id: int) -> FileResponse:
    """What it made, for its asker alone."""
    job = _seen(request, job_id)
    path = fetch(job, by=request.actor, now=request.now)
    name = f"jansetu-{job.kind.partition('.')[0]}-{job.pk}.xlsx"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=EXCEL)


def _seen(request: DeskRequest, job_id: int) -> Job:
    return get_object_or_404(jobs_seen(request.actor, request.now), pk=job_id)


def _page(request: DeskRequest, job_id: int, template: str) -> HttpResponse:
    line = line_of(_seen(request, job_id), request.actor, request.now)
    return render(request, template, {"line": line, "job": line.job})
