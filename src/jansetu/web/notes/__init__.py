"""An officer's notes and the desk's intake: written or pasted, received, returned, made into posts."""
