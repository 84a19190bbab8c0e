"""``python -m govreport`` runs the command ``govreport``."""

from __future__ import annotations

from govreport.cli import main

if __name__ == "__main__":
    main()
