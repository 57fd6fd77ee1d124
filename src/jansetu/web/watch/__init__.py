"""Whether the engine lives: a page for people, figures for a monitor, one word for a load balancer."""
