"""Settings, URLs, wiring and the worker: the only place that knows everything."""
