"""The name of the code that read an article."""

import dataclasses
import re
import subprocess
import sys

from crawler.extraction.version import parser_of
from crawler.sources import ANY_SITE, Selectors


def test_parser_names_our_version_the_rules_and_trafilatura():
    assert re.fullmatch(r"shoulu \d+\.\d+\.\d+\+[0-9a-f]{8} trafilatura \d[\d.]*", parser_of(ANY_SITE))


def test_another_selector_is_another_parser():
    other = dataclasses.replace(ANY_SITE, selectors=Selectors(title=("h2",)))
    assert parser_of(other) != parser_of(ANY_SITE)


def test_every_process_gives_the_same_name_and_none_imports_trafilatura_for_it():
    code = (
        "import sys; from crawler.extraction.version import parser_of; from crawler.sources import ANY_SITE;"
        "print(parser_of(ANY_SITE), 'trafilatura' in sys.modules)"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == f"{parser_of(ANY_SITE)} False"
