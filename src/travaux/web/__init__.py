"""The desk: the file on a negotiation in a browser, and the same as JSON."""
