"""Units, positions, people, tenure, cells and rights; the user model. Knows no channel and no post."""
