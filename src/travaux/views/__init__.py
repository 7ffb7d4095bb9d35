"""A dossier as people read it: the brief, the claim lines, the sources."""
