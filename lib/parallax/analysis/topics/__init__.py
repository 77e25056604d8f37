"""Topics: the model and its labels, its stability, whether topics distinguish articles, and what pages show."""
