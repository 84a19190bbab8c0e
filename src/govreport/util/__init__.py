"""Services without knowledge of reports: files written whole, tables of TOML."""
