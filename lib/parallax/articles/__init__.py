"""All that ever sees a text: reading, extraction, concordance, taking in a new source, verification."""
