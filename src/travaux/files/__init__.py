"""The files of a store: what a change of the store touches is made again, and nothing else."""
