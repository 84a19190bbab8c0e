"""The pages of the diagnostics, which ``govreport.explain`` reads."""
