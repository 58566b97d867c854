"""A file's pages -> a draft with place and confidence for every value, decisions about it, and questions to the city."""
