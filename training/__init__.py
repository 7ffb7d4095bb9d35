"""How the weights of the reading model are made: data, model, training, export (see README.md)."""
