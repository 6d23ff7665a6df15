"""The register of what the client wrote about the service."""
