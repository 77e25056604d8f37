"""What a table is: the descriptor, its checks and their messages, safe writing, the form of a coder."""
