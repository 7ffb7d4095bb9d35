"""A dossier in the formats that others read."""
