"""From a report's text to an annotated spaCy Doc: one folder a component."""
