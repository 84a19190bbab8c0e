"""WordprocessingML (ECMA-376, part 1): the text shown by Word, including automatic numbers."""
