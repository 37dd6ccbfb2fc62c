"""Reports of sessions and periods as files to send or print; alone owns jinja2."""
