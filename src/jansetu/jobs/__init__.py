"""Long work as rows: asked, run in a process of its own, watched, run again. Knows no kind of work itself."""
