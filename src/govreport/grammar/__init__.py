"""The Lark grammar at work: compiled terminals, LALR tables and their driver, the builder of nodes."""
