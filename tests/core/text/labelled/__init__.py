"""Lines with their labels. `*_tune.tsv` may be looked at while lists grow; `*_held_out.tsv` only judges."""
