"""The domain ``report`` of Sphinx, with its roles, links and the decision which pages are stale."""
