"""The layers of annotation as Doc extensions, set by one component each.

`doc._.segments`, `doc._.mentions`, `doc._.times`, `doc._.attributions` and `doc._.acts` hold tuples of the types in
`travaux.reading.annotations`; `doc._.published` is the day from which the report tells its times, or None.
"""

from spacy.tokens import Doc

LAYERS = ("segments", "mentions", "times", "attributions", "acts")
for _layer in LAYERS:
    if not Doc.has_extension(_layer):
        Doc.set_extension(_layer, default=())
if not Doc.has_extension("published"):
    Doc.set_extension("published", default=None)
