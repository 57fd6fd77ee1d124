"""An approved Hindi text is downloaded in Kruti Dev; nothing that nobody approved is."""

from __future__ import annotations

from django.test import Client

from jansetu.content.models import Post, Variant
from jansetu.core.documents.reading import read_document
from jansetu.core.text.normalise import normalise
from jansetu.core.text.parts import parts_of


def text_of(post: Post) -> str:
    chosen = Variant.objects.filter(post=post, language="hi").exclude(text="").first()
    assert chosen is not None
    return normalise("\n\n".join(parts_of(chosen.text)))


def test_the_word_file_holds_the_approved_text_in_kruti_dev(esha: Client, scheduled: Post) -> None:
    answer = esha.get(f"/desk/posts/{scheduled.pk}/krutidev.docx")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="krutidev-{scheduled.pk}.docx"'
    found = read_document(answer.content)
    assert found.text == f"{normalise(scheduled.title)}\n{text_of(scheduled)}".replace("\n\n\n", "\n\n")
    assert set(found.fonts) == {"Kruti Dev 010"}


def test_plain_text_is_there_too_and_the_page_leads_to_both(esha: Client, scheduled: Post) -> None:
    page = esha.get(f"/desk/posts/{scheduled.pk}/").content.decode()
    for form in ("docx", "txt"):
        assert f'href="/desk/posts/{scheduled.pk}/krutidev.{form}"' in page
    assert "दूसरे फ़ॉन्ट में:" not in page
    Post.objects.filter(pk=scheduled.pk).update(title="कुल 50% PWD")
    assert "<strong>दूसरे फ़ॉन्ट में:</strong> % · PWD" in esha.get(f"/desk/posts/{scheduled.pk}/").content.decode()
    answer = esha.get(f"/desk/posts/{scheduled.pk}/krutidev.txt")
    assert answer.content.startswith(b"dqy 50% PWD\r\n\r\n")


def test_what_is_not_approved_is_refused_and_strangers_find_nothing(
    esha: Client, stranger: Client, awaiting: Post
) -> None:
    address = f"/desk/posts/{awaiting.pk}/krutidev.docx"
    assert esha.get(address).status_code == 409
    assert stranger.get(address).status_code == 403
    assert "krutidev" not in esha.get(f"/desk/posts/{awaiting.pk}/").content.decode()
