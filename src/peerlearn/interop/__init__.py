"""Practices for other programs: tables, citations, reports and feeds."""
