"""Words on the command line that do not fit, said in Danish."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

_TOLD = (
    (
        r"argument COMMAND: invalid choice: '?(.*?)'? \(choose from (.*)\)",
        "Der er ingen kommando »{0}«. Vælg en af disse: {1}.",
    ),
    (r"the following arguments are required: COMMAND", "Der mangler en kommando, for eksempel vil start."),
    (r"the following arguments are required: (.*)", "Der mangler noget: {0}."),
    (
        r"argument (\S+?): invalid choice: '?(.*?)'? \(choose from (.*)\)",
        "{0} kan ikke være »{1}«. Vælg en af disse: {2}.",
    ),
    (r"argument (\S+?): invalid int value: '(.*)'", "{0} skal være et helt tal og ikke »{1}«."),
    (r"argument (\S+?): expected .*", "{0} mangler det, der skal stå efter."),
    (r"argument (\S+?): not allowed with argument (\S+)", "{0} og {1} kan ikke bruges sammen. Vælg den ene."),
    (r"unrecognized arguments: (.*)", "»{0}« kendes ikke her."),
)
_OTHERWISE = "Ordene passer ikke sammen."
_HELP = "Skriv {program} --help for at se, hvad der kan stå."
_REFUSED = 2


class Parser(argparse.ArgumentParser):
    """A parser that refuses in Danish, as every command does."""

    def error(self, message: str) -> NoReturn:
        """Say what does not fit and where to look, and leave with exit code 2."""
        print(f"{say_in_danish(message)} {_HELP.format(program=self.prog)}", file=sys.stderr)
        self.exit(_REFUSED)


def say_in_danish(message: str) -> str:
    """Say what the parser complains of.

    >>> say_in_danish("argument --to: invalid int value: 'x'")
    '--to skal være et helt tal og ikke »x«.'
    """
    for form, told in _TOLD:
        if match := re.fullmatch(form, message):
            return told.format(*(part.replace("'", "") for part in match.groups()))
    return _OTHERWISE
