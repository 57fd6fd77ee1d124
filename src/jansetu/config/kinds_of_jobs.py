"""Which long jobs there are: one dict, apart from the wiring, so that no sender has Excel in its memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from jansetu.channels.sheet_job import CHANNELS, import_channels
from jansetu.content.reading_photos import READ_PHOTOS, read_photos
from jansetu.jobs.kinds import Kind
from jansetu.orgs.sheet_jobs import OFFICES, import_offices
from jansetu.web.audit.export import TRAIL, export_trail
from jansetu.web.channels.export import REGISTER, export_register

from_excel = partial(Kind, hi="Excel से जोड़ना", en="From Excel", reads_file=True, writes_at_length=True)
KINDS_OF_JOBS: Mapping[str, Kind] = {
    OFFICES: from_excel(run=import_offices),
    CHANNELS: from_excel(run=import_channels),
    REGISTER: Kind(hi="चैनल-रजिस्टर Excel में", en="The register in Excel", run=export_register),
    READ_PHOTOS: Kind(hi="फ़ोटो पर लिखा पढ़ना", en="Reading what is written on photos", run=read_photos),
    TRAIL: Kind(hi="अंकेक्षण Excel में", en="The audit trail in Excel", run=export_trail, fetched_with="audit"),
}
