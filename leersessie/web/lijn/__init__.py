"""De lijn: de live server zelf. Zender, omroep, wacht, veger, toevoer, deur en de lus eromheen.

Carries what others say; knows no session, no picture and no right.
"""
