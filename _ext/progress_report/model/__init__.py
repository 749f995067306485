"""What a progress report is, without Sphinx and docutils.

The way of the data: :mod:`loader` reads the files under ``reports/`` with :mod:`yaml_text` and
:mod:`markdown_text`, :mod:`registers`, :mod:`month` and :mod:`area` turn them into records and
:mod:`problems`, and :mod:`catalogue` answers every question about all months together.
"""
