"""The pages of the diagnostics in Chinese, which ``govreport.explain`` reads."""
