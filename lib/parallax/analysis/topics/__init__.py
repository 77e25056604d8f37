"""Topics: the model and its labels, its stability, whether topics tell articles apart, and what pages show."""
