"""What a word is: characters, tokens, sentences, quotation marks, and the entries of a lexicon."""
