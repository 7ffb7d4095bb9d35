"""Bytes to reports: text, pages and JSON, with their furniture marked and each fact's source known."""
