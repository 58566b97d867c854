"""Passages -> a folder that answers: one pool a document language, each with dense, lexical and token vectors, and a manifest.

A built index is a *generation*: a folder that never changes. ``current`` names the one that serves, and is switched in one step.
"""
