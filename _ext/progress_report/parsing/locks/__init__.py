"""Keep untrusted content from running code, in the build or in a reader's browser, and from reading files.

Input: the Markdown that somebody contributed. Output: nodes of allowed kinds. Two locks work independently:
:mod:`.lookup`, on what can be looked up while text is parsed, and :mod:`.nodes`, on what remains afterwards.
A third one, :mod:`.doctrees`, is on what an earlier build has parsed, which a repository could contain.
"""
