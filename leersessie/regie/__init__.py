"""Wat mensen doen in een sessie: voorbereiden, meedoen, bijdragen, sturen, sluiten.

Each use case checks the rights, lets the store decide and write, and returns what the doors may tell. Knows no
sockets, pages or HTML.
"""
