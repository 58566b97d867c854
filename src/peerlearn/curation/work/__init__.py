"""Work that takes longer than a page may wait: a queue in the store, and the one process that works it off."""
