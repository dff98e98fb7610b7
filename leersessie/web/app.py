"""De voordeur: bouwt de Flask-app, zet de deuren erin en de sloten erop.

Knows which pages exist, not what they do.
"""
