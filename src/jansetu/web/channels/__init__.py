"""The register of official accounts on the desk: facts, keepers, connection, gaps. Shows no secret again."""
