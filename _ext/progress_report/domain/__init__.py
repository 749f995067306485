"""The Sphinx domain ``report``: its objects, roles and links, and the decision about which pages are stale.

Input: the values of ``conf.py``, the catalogue, and the documents as Sphinx reads them. Output:
cross-references, recorded questions, lists of stale documents, and warnings.

The package also has what later packages need of Sphinx: the checked settings (:mod:`.config`), the parts of
pages (:mod:`.parts`, :mod:`.quotes`), permanent ids (:mod:`.stable_ids`), files kept between builds
(:mod:`.cache_files`, :mod:`.pdf_cache`), and filters of warnings (:mod:`.warning_filters`).
"""
