"""De bouw van de tabel met woorden, namen en plaatsen. Draait bij het maken van een uitgave, nooit in het product.

Takes sources with a clear licence only (NOTICE.md beside the table) and refuses lists of real persons.
"""
