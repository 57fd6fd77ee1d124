"""Login, second factors and sessions: allauth's views under our access rules and in both languages."""
