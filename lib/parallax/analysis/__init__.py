"""What the chapters compute, a module or package for each; none knows a corpus, it is given tables or counts."""
