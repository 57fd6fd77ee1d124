"""One subscriber: found by the full address, entered with proof, taken out, erased."""

from __future__ import annotations

from datetime import datetime, time

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from jansetu.channels.models import Subscriber
from jansetu.channels.operations.subscribing import add_subscriber, erase, take_out
from jansetu.channels.subscribers import find_subscriber
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff
from jansetu.web.filling import DeskForm, Facts, ReasonForm, Task, carry_out, fill, sent
from jansetu.web.subscribers.finding import list_or_404, subscriber_or_404
from jansetu.web.subscribers.forms import AddForm, FindForm
from jansetu.web.subscribers.views import page


@staff(Capability.DESK, Capability.REGISTER)
@require_POST
def find(request: DeskRequest, channel_id: int) -> HttpResponse:
    """Posted, so that no address stands in any log."""
    channel = list_or_404(request, channel_id)
    form = FindForm(channel, request.POST)
    done, found = carry_out(
        form, lambda typed: find_subscriber(channel, typed["address"], by=request.actor, now=request.now)
    )
    one = found if isinstance(found, Subscriber) else None
    return page(request, channel, find_form=form, found=one, looked=done, status=200 if done else 422)


@staff(Capability.DESK)
def add(request: DeskRequest, channel_id: int) -> HttpResponse:
    """Whose consent an office holds."""
    channel = list_or_404(request, channel_id)
    task = Task(
        title=in_language("सदस्य जोड़ें", "Enter a subscriber"),
        about=str(channel),
        lead=in_language(
            "केवल वही, जिनकी लिखित सहमति कार्यालय में है। पता मुहरबंद रखा जाता है और फिर नहीं दिखता।",
            "Only whose written consent the office holds. The address is sealed and not shown again.",
        ),
        button=in_language("जोड़ें", "Enter"),
        back=reverse("subscribers", args=[channel.pk]),
        done=in_language("सदस्य जुड़ गया।", "The subscriber is entered."),
    )

    def act(typed: Facts) -> None:
        agreed_at = timezone.make_aware(datetime.combine(typed["agreed_on"], time.min))
        add_subscriber(
            channel,
            address=typed["address"],
            evidence=typed["evidence"],
            agreed_at=agreed_at,
            language=typed["language"] or channel.language,
            by=request.actor,
            now=request.now,
        )

    return fill(request, AddForm(channel, sent(request)), task, act)


@staff(Capability.DESK)
def out(request: DeskRequest, channel_id: int, subscriber_id: int) -> HttpResponse:
    """They told the office that they want to hear no more."""
    one = subscriber_or_404(request, channel_id, subscriber_id)
    task = Task(
        title=in_language("सदस्यता समाप्त करें", "End the subscription"),
        about=str(one.channel),
        lead=in_language(
            "कारण में लिखें कि उन्होंने कब और कैसे कहा।", "As the reason write when and how they said so."
        ),
        button=in_language("समाप्त करें", "End it"),
        back=reverse("subscribers", args=[channel_id]),
        done=in_language("अब इन्हें कुछ नहीं जाएगा।", "Nothing is sent to them any more."),
        is_danger=True,
    )
    return fill(
        request,
        ReasonForm(sent(request)),
        task,
        lambda typed: take_out(one, reason=typed["reason"], by=request.actor, now=request.now),
    )


@staff(Capability.REGISTER)
def erase_one(request: DeskRequest, channel_id: int, subscriber_id: int) -> HttpResponse:
    """Destroy the address."""
    one = subscriber_or_404(request, channel_id, subscriber_id)
    task = Task(
        title=in_language("पता मिटाएँ", "Erase the address"),
        about=str(one.channel),
        lead=in_language(
            "पता सदा के लिए नष्ट होगा; भेजे गए संदेशों की गिनती और सहमति का सांकेतिक प्रमाण रहेगा। यह वापस नहीं होगा।",
            "The address is destroyed for ever; counts and a coded proof of the consent stay.",
        ),
        button=in_language("सदा के लिए मिटाएँ", "Erase for ever"),
        back=reverse("subscribers", args=[channel_id]),
        done=in_language("पता मिटा दिया गया।", "The address is erased."),
        is_danger=True,
    )
    return fill(
        request, DeskForm(sent(request)), task, lambda _: erase(one, by=request.actor, now=request.now)
    )
