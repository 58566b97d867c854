"""Text as people write it, as the encoder reads it, and as words are looked up."""
