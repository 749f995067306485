"""Turn answers of the catalogue into parts of pages, with functions that need no environment and no builder.

Input: values of the model, and the links of a page. Output: parts, such as tables, lists and charts.
"""
