"""A round as a document to send."""
