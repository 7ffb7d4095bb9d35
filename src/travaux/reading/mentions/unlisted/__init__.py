"""Sides that no pack knows: their names, and what a report tells of them by which they are sides."""
