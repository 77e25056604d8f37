"""Making the pages: executing chapters, building the book, and what Sphinx needs for it."""
