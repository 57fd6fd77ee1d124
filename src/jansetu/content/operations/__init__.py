"""Everything that changes notes, posts, photos and approvals."""
