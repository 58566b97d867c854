"""Tables of what people leave here: submissions, reviews and their log. SQLite by default, PostgreSQL by a URL, one schema for both."""
