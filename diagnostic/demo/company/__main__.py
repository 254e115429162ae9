"""`python -m diagnostic.demo.company --out FOLDER`: writes the input files of the simulated company."""

from __future__ import annotations

from diagnostic.demo.company.draw import main

main()
