"""A press office for every test of the portal."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.cast import Cast
from tests.web.portal.press import Press


@pytest.fixture
def press(cast: Cast, now: datetime) -> Press:
    """The district's, with the state's portal."""
    return Press(cast, now)
