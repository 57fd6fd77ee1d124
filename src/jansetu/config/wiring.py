"""Who hears which event, and which long jobs there are: two dicts. Handlers and jobs may be run again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jansetu.audit.models import Event
from jansetu.channels.sheet_job import CHANNELS, import_channels
from jansetu.jobs.kinds import Kind
from jansetu.notifications import hearing
from jansetu.orgs.sheet_jobs import OFFICES, import_offices
from jansetu.web.audit.export import TRAIL, export_trail

Handler = Callable[[Event], None]

HANDLERS: Mapping[str, Sequence[Handler]] = {
    **dict.fromkeys(hearing.ABOUT_CHANNELS, (hearing.tell_of_channel,)),
    **dict.fromkeys(hearing.ABOUT_DELIVERIES, (hearing.tell_of_delivery,)),
}

KINDS_OF_JOBS: Mapping[str, Kind] = {
    OFFICES: Kind(
        hi="Excel से कार्यालय और लोग",
        en="Offices and people from Excel",
        run=import_offices,
        reads_file=True,
    ),
    CHANNELS: Kind(hi="Excel से चैनल", en="Channels from Excel", run=import_channels, reads_file=True),
    TRAIL: Kind(hi="अंकेक्षण Excel में", en="The audit trail in Excel", run=export_trail, fetched_with="audit"),
}
