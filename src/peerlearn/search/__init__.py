"""Question -> ranking: candidates per language and leg, comparable scores, practices with their best passages, and why."""
