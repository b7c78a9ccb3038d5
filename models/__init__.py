"""The learned parts. Nothing here knows of the service."""
