"""Names of the world as data, and the user's own packs beside them."""
