"""The real settings with the tests' kinds of jobs, for processes that tests start."""

from jansetu.config.settings import *  # noqa: F403 (that is what settings of settings are)

JANSETU_KINDS_OF_JOBS = "tests.jobs.kinds.KINDS"
