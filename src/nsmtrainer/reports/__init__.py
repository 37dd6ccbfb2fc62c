"""Files made for people: Markdown, HTML, CSV; alone owns jinja2."""
