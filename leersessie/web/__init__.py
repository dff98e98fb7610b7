"""De deuren: bladzijden, live kanaal en opdrachten. Vertalen wat mensen doen naar de regie, en terug.

No rule of a session lives here.
"""
