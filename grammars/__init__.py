"""The outline conventions of Chinese official documents, as Lark grammar; read ``report.lark`` first."""
