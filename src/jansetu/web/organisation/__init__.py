"""Units, positions, people and cells on the desk. Decides no right: the operations do."""
