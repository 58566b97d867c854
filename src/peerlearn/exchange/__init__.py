"""Which cities to learn from, whether a practice fits, and what cities ask and offer: ``docs/exchange.md``."""
