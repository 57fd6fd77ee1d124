"""The register of official accounts: owner, custodians, verification, credentials. Publishes nothing."""
