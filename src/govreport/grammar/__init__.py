"""The Lark grammar: compiled terminals, LALR tables and their driver, the builder of nodes."""
