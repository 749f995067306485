"""Sphinx's side of the model: the domain ``report`` with its roles, links, sections and freshness."""
