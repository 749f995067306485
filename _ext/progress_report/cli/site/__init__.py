"""The commands that build the site with Sphinx, check the built site, or delete it.

Input: the files of the project, or those of a built site. Output: the site, messages, and an exit status.
"""
