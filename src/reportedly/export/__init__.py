"""Station 6, export: coded reports in, JSON, CSV, terminal tables and HTML pages out.

A new format is one new file here and one line in ``cli/code.py``.
"""
