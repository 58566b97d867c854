"""A file's pages -> a draft of a practice or document: suggestions with place and confidence, decisions about them, questions to the city."""
