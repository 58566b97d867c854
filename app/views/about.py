"""What was measured of the search, as docs/retrieval.md has it; a test holds the two together."""

from __future__ import annotations

MEASURED = (("ar", "ar", 0.98), ("en", "ar", 0.954), ("ar", "en", 0.921))
"""Language of the questions, language of the texts, nDCG@10 on XQuAD: 1 says that the right passage always stood first."""
QUESTIONS = 300
"""Questions of that set in each language."""
UNANSWERABLE, ADMITTED = 30, 10
"""Judged questions that nothing here answers, and how many of them are met with "nothing answers well"."""
ANSWERABLE, DENIED = 160, 8
"""Judged questions that something here answers, and how many of them are wrongly met so."""
