"""Hulp voor tests: een echte server als eigen proces, en telefoons die ermee praten."""
