"""Builds the wheel: everything is said in setup.cfg but the list of packages and how catalogs are compiled."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

DATA = ("diagnostic.docs", "diagnostic.report_templates", "diagnostic.surveys")


class BuildWithCatalogs(build_py):
    """Compiles the words of the interface, so that an installed program needs to write nothing into itself."""

    def run(self) -> None:
        super().run()
        for source in Path(self.build_lib).rglob("messages.po"):
            with source.open("rb") as given, source.with_suffix(".mo").open("wb") as made:
                write_mo(made, read_po(given))


setup(packages=[*find_packages(include=["diagnostic*"]), *DATA], cmdclass={"build_py": BuildWithCatalogs})
