"""`python -m diagnostic.cli WORD ...`: what `./run` calls."""

from __future__ import annotations

import sys

from diagnostic.cli import main

sys.exit(main())
