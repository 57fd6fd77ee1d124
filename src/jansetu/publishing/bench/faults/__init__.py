"""`jansetu bench faults`: a bad day for real workers, judged by the practice platforms' own ledger."""
