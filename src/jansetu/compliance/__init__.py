"""The law before anything is published: rules over plain facts. Never sees a post."""
