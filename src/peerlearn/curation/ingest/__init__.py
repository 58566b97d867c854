"""Readers: a city's file -> its text with places, or a plain refusal; every file is read in a process of its own, within limits."""
