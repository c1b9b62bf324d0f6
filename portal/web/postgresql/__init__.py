"""Django's PostgreSQL backend, whose connections do not wait for a server that says nothing (portal.web.deadlines)."""
