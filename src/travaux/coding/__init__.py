"""From an annotated Doc to claims: the only room that turns linguistic annotation into the ontology."""
