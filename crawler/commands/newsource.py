"""`scrapy newsource`: looks at a site and writes the files that declare it."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from crawler.commands.saved_fixture import write_fixture
from crawler.commands.site_survey import Surveyed, SurveyError, survey
from crawler.commands.source_draft import hosts_of, source_file
from crawler.project_command import EXIT_FAILED, ProjectCommand
from crawler.settings import ROOT
from crawler.spiders.families.registry import FAMILIES
from crawler.spiders.survey import Fetch, SurveySpider

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LEFT_OUT = (
    "archive.",
    "states.UrlStates",
    "known.",
    "progress.",
)  # what keeps and counts, beside what is polite


class Command(ProjectCommand):
    requires_crawler_process = True
    examples = """
  scrapy newsource haizhou https://www.haizhou.example/            a file, a saved page, a draft of its record
  scrapy newsource haizhou https://www.haizhou.example/ --dry-run  only show the file
  scrapy newsource haizhou https://www.haizhou.example/ --family trs

It asks for a handful of pages, as politely as a crawl. What it writes is a proposal: read the file, crawl once with
-s CLOSESPIDER_PAGECOUNT=20, correct the drafted record against the page, and take "reviewed" out of it. Until then
the tests fail.

exit codes: 0 written; 1 the site cannot be reached or shows no articles; 2 usage
"""

    def syntax(self) -> str:
        return "[options] NAME URL"

    def short_desc(self) -> str:
        return "Look at a site and write the file, the saved page and the drafted record of a new source"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--family", choices=tuple(FAMILIES), help="the CMS (default: recognised)")
        parser.add_argument("--dry-run", action="store_true", help="show the file and write nothing")
        parser.add_argument("--force", action="store_true", help="write over a source of that name")
        parser.add_argument(
            "--into", type=Path, default=ROOT, metavar="FOLDER", help="the checkout (default: this one)"
        )

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        name, url = self._named(args, opts)
        try:
            surveyed = self._survey(name, url, opts.family)
        except SurveyError as error:
            print(f"newsource: {error}")
            self.exitcode = EXIT_FAILED
            return
        _tell(surveyed)
        text = source_file(surveyed.source, FAMILIES[surveyed.family])
        if opts.dry_run:
            print(text)
            return
        _spider_path(opts.into, name).write_text(text, encoding="utf-8")
        print(f"wrote {_shown(_spider_path(opts.into, name))}")
        self._write_page(surveyed, opts.into / "tests" / "fixtures" / name / "first-page")

    def _named(self, args: list[str], opts: argparse.Namespace) -> tuple[str, str]:
        """The name and the URL, or UsageError."""
        if len(args) != 2:
            raise UsageError("a name and the URL of the home page; see --help", print_help=False)
        name, url = args[0], args[1] if "://" in args[1] else f"https://{args[1]}"
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"{name!r}: lowercase letters, digits and _ only, a letter first", print_help=False
            )
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise UsageError(f"{args[1]!r} is no web address", print_help=False)
        path = _spider_path(opts.into, name)
        if not path.parent.is_dir():
            raise UsageError(f"{opts.into} is no checkout: it has no crawler/spiders", print_help=False)
        assert self.crawler_process is not None
        if not opts.force and (path.exists() or name in self.crawler_process.spider_loader.list()):
            raise UsageError(f"there is a source {name}; --force writes over it", print_help=False)
        return name, url

    def _survey(self, name: str, url: str, family: str | None) -> Surveyed:
        assert self.crawler_process is not None
        assert self.settings is not None
        outcome: list[Surveyed | SurveyError] = []

        async def look(fetch: Fetch) -> None:
            try:
                outcome.append(await survey(fetch, name=name, url=url, family=family))
            except SurveyError as error:
                outcome.append(error)

        crawler = self._create_crawler()
        self.crawler_process.crawl(crawler, name=name, hosts=hosts_of(url), survey=look)
        self.crawler_process.start()
        if not outcome:
            raise SurveyError("stopped before the survey was over")
        if isinstance(outcome[0], SurveyError):
            raise outcome[0]
        return outcome[0]

    def _create_crawler(self) -> Crawler:
        """A crawler that is polite as all are, and neither archives nor stores what it sees."""
        assert self.crawler_process is not None
        SurveySpider.custom_settings = {
            "ITEM_PIPELINES": {},
            "SPIDER_MIDDLEWARES": {},
            **{name: self._without_keeping(name) for name in ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES")},
        }
        return self.crawler_process.create_crawler(SurveySpider)

    def _without_keeping(self, setting: str) -> dict[str, int | None]:
        assert self.settings is not None
        components = self.settings.getdict(setting)
        return {path: None if _keeps(path) else order for path, order in components.items()}

    def _write_page(self, surveyed: Surveyed, folder: Path) -> None:
        page = surveyed.page
        write_fixture(
            folder,
            page.body,
            url=page.url,
            headers=dict(page.headers),
            captured_at=surveyed.captured_at,
            expected=surveyed.expected,
        )
        print(f"wrote {_shown(folder)}: read {page.url}, correct expected.json, and take `reviewed` out")
        print(
            "Add a page that must be refused beside it, as a notice at an article's address, and try a crawl:"
        )
        print(f"  scrapy crawl {surveyed.source.name} -s CLOSESPIDER_PAGECOUNT=20")


def _keeps(path: str) -> bool:
    room, _, name = path.removeprefix("crawler.").partition(".")
    return room in ("extensions", "middlewares") and name.startswith(_LEFT_OUT)


def _tell(surveyed: Surveyed) -> None:
    source, marks = surveyed.source, ", ".join(surveyed.evidence)
    print(f"family {surveyed.family}" + (f", told by: {marks}" if marks else ""))
    print(f"{len(source.seeds)} lists, {len(source.feeds)} feeds, articles at {source.article_url}")


def _spider_path(checkout: Path, name: str) -> Path:
    return checkout / "crawler" / "spiders" / f"{name}.py"


def _shown(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
