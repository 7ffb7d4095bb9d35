"""What people decide of claims and links, applied to what the coder found; and how far two of them agree."""
