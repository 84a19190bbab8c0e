"""Parts of the reader of Word 97 to 2003 (MS-DOC, the Word Binary File Format)."""
