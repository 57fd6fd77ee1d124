"""What a person's own pages of alerts show."""

from __future__ import annotations

from jansetu.notifications.models import Alert, AlertQuerySet, NoMail
from jansetu.orgs.rights import Actor


def alerts_of(actor: Actor) -> AlertQuerySet:
    """The person's alerts, whatever the charge, with what they are about."""
    found = Alert.objects.of(actor.person) if actor.person else Alert.objects.none()
    return found.for_list()


def gets_mail(actor: Actor) -> bool:
    """Whether the person's alerts come by mail too."""
    return not NoMail.objects.filter(person=actor.person).exists()
