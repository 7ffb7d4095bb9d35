"""Says when: time expressions of a report, resolved to EDTF from the report's date where the words allow it."""
