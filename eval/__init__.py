"""Every figure that the docs quote, from one command: `make eval GOLD=../shared/gold`. The gold is not distributed."""
