"""Submissions, posts, variants, media and approvals. Never talks to a platform and never schedules."""
