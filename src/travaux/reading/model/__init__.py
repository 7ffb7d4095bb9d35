"""The reading model: a small encoder tags sources, cues, contents and acts in one pass; rules join what it tags."""
