"""The types and closed vocabularies of reports, claims and dossiers."""
