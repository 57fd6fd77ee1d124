"""An approved text for dailies that set in Kruti Dev: a Word file or plain text. Writes nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from jansetu.core.documents.for_press import plain_file, word_file
from jansetu.core.errors import Refusal
from jansetu.web.access import DeskRequest, staff
from jansetu.web.posts.page import READERS, post_of, variants_of
from jansetu.web.posts.press_text import press_text

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@staff(*READERS)
@require_safe
def download(request: DeskRequest, pk: int, form: str) -> HttpResponse:
    """`form`: docx or txt."""
    post = post_of(request, pk)
    text = press_text(post, [shown.variant for shown in variants_of(post)])
    if not text:
        raise Refusal(
            "no_text_for_press",
            hi="प्रेस के लिए केवल अनुमोदित हिन्दी पाठ दिया जाता है। पहले अनुमोदन कराएँ।",
            en="Only an approved Hindi text is given to the press. Have it approved first.",
        )
    content = word_file(post.title, text) if form == "docx" else plain_file(post.title, text).content
    kind = WORD if form == "docx" else "text/plain; charset=windows-1252"
    name = f'attachment; filename="krutidev-{post.pk}.{form}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})
