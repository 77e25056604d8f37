"""Topics: the model, its stability, whether topics tell articles apart, which paragraphs keep company."""
