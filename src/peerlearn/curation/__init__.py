"""From a city's file to a published practice: read, repaired, drafted with evidence, checked, reviewed, published."""
