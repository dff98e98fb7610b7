"""Eigen werkvormen van een organisatie: kopiëren, wijzigen, laten nalezen, publiceren, en een volgende versie.

Refuses to know sessions: a session keeps the text it began with, whatever happens here afterwards.
"""
