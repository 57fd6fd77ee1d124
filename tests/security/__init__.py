"""What must never be seen anywhere."""
