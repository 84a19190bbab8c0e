"""WordprocessingML (ECMA-376, part 1): the text that Word shows, its automatic numbers among it."""
