"""Toegang: wie binnenkomt, waarmee, en wie dat toestond. Accounts, codes, bewijzen, de rem en de audit.

Refuses to know what anybody writes in a session, and never keeps a password, a token or an address.
"""
