"""Facts that ship with the package as plain files; the state adds its own beside them."""
