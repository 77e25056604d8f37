"""The claims of the book: the ledger, what each rests on, how they are shown, and under which choices they hold."""
