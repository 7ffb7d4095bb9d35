"""Helps the model to parse news: words run together, short brackets, lists of names."""
