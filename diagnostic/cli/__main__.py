"""`python -m diagnostic.cli WORD ...`: what `./run` calls."""

from __future__ import annotations

import sys

from diagnostic.cli.commands import main

sys.exit(main(sys.argv[1:]))
