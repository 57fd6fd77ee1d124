"""The text of strangers' documents, with text of the old Hindi fonts read by the font of each run.

Reads Word, Excel, PDF and plain text; draws nothing, runs nothing, opens no address that a file names.
"""
