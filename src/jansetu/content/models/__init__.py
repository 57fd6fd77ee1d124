"""What offices send, what the desk makes of it, and who approved exactly what."""

from jansetu.content.models.approvals import Approval, ApprovalRequest, Return
from jansetu.content.models.judgements import Declared, Release
from jansetu.content.models.media import Media, Rendition
from jansetu.content.models.posts import Placement, Post, PostQuerySet, Revision, Variant, VariantPicture
from jansetu.content.models.readings import MediaReading
from jansetu.content.models.submissions import (
    Draft,
    Kind,
    Submission,
    SubmissionMedia,
    SubmissionQuerySet,
    SubmissionStep,
)
from jansetu.content.models.translations import Translation

__all__ = [
    "Approval",
    "ApprovalRequest",
    "Declared",
    "Draft",
    "Kind",
    "Media",
    "MediaReading",
    "Placement",
    "Post",
    "PostQuerySet",
    "Release",
    "Rendition",
    "Return",
    "Revision",
    "Submission",
    "SubmissionMedia",
    "SubmissionQuerySet",
    "SubmissionStep",
    "Translation",
    "Variant",
    "VariantPicture",
]
