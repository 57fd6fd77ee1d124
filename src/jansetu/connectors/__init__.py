"""One file a platform: plain facts in, plain facts out, five errors; knows no Django, no row, no user."""
