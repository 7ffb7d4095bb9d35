"""Where what is told comes from: copies of one report, and the party that said a thing first-hand."""
