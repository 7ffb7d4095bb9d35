"""Drives the coding of many reports into a store."""
