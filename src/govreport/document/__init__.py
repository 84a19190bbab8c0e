"""The documents of a text: where each begins, its head and its foot, and the token stream of each."""
