"""Claims of one report or many joined into a dossier."""
