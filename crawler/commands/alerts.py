"""`scrapy alerts`: what is wrong now, what was, and whether alerts arrive where they should."""

from __future__ import annotations

import argparse
import datetime
import difflib
import json
import sys
from collections.abc import Collection, Sequence

from rich.table import Table
from scrapy.exceptions import UsageError
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.alerts.alert import Alert, lasting, moment
from crawler.alerts.channels import Channels
from crawler.alerts.overdue import note_overdue
from crawler.alerts.telling import tell_pending, try_out
from crawler.clock import now
from crawler.commands.terminal import console, shown
from crawler.project_command import EXIT_FAILED, EXIT_FAULTS, ProjectCommand
from crawler.spider_loader import LenientSpiderLoader
from db.engine import open_database, reading, writing
from db.models import Incident
from db.queries import incidents


class Command(ProjectCommand):
    examples = """
  scrapy alerts                    what is wrong now: since when, what shows it, and what to do
  scrapy alerts finews             of one source; of a site: scrapy alerts news www.example.cn
  scrapy alerts --all              also what is over, as a table
  scrapy alerts --json             a line of JSON for each
  scrapy alerts --check            for scripts and timers: the same, and exit code 4 while anything is wrong; looks
                                   also whether crawls are overdue, and tells what people were not told of
  scrapy alerts --test             sends a trial alert to ALERT_COMMAND and ALERT_WEBHOOK

Alerts are told once when something goes wrong and once when it is over: in the log; to the command that the variable
ALERT_COMMAND names, which gets them as JSON on its standard input and as ALERT_TEXT, ALERT_KIND (opened, returned,
ended, several), ALERT_TARGET, ALERT_CAUSE, ALERT_SUBJECT; and to the address ALERT_WEBHOOK, as JSON with a text: Slack,
Mattermost, Rocket.Chat, Discord, Google Chat, Feishu, DingTalk and WeCom show it. What cannot be told within
ALERT_SECONDS (20) is told by the next crawl; more than 20 that have piled up come as one. What comes and goes is told
once, and again if it stays for six hours.

exit codes: 0 done; 1 no database, or the trial did not arrive; 2 usage; 4 with --check, something is wrong
"""

    def syntax(self) -> str:
        return "[options] [TARGET]"

    def short_desc(self) -> str:
        return "Show what is wrong with the sources, and try out where alerts go"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        how = parser.add_argument_group(title="What to show")
        how.add_argument("--all", action="store_true", help="also what is over")
        how.add_argument("--json", action="store_true", help="as JSON, one a line")
        how.add_argument(
            "--check", action="store_true", help="exit code 4 if anything is wrong now, overdue crawls too"
        )
        how.add_argument(
            "--test", action="store_true", help="send a trial alert to the command and the webhook"
        )

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if opts.test:
            if args or opts.all or opts.json or opts.check:
                raise UsageError("--test goes alone", print_help=False)
            self.exitcode = _tried_out(Channels.of(self.settings))
            return
        engine = open_database(self.settings["DATABASE_URL"], must_exist=True)
        try:
            if opts.check:
                self._look(engine)
            with reading(engine) as session:
                found = self._chosen(session, " ".join(args).strip(), everything=opts.all)
        finally:
            engine.dispose()
        _show(found, now(), opts)
        if opts.check and any(incident.ended_at is None for incident in found):
            self.exitcode = EXIT_FAULTS

    def _chosen(self, session: Session, name: str, *, everything: bool) -> list[Incident]:
        """Of all targets, or of those that the name means: a target, or the source of several."""
        ever = incidents.history(session)
        if name:
            known = incidents.targets(session)
            if not any(_means(name, target) for target in known):
                self._check_declared(name, known)
            ever = [incident for incident in ever if _means(name, incident.target)]
        return ever if everything else [incident for incident in ever if incident.ended_at is None]

    def _check_declared(self, name: str, known: Collection[str]) -> None:
        """A source of which nothing was ever crawled has no faults; UsageError where there is none of the name."""
        assert self.settings is not None
        declared = LenientSpiderLoader.from_settings(self.settings).list()
        if name not in declared:
            names = sorted({*known, *declared})
            near = difflib.get_close_matches(name, names, n=1)
            meant = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(names)}"
            raise UsageError(f"nothing is known of {name}{meant}", print_help=False)

    def _look(self, engine: Engine) -> None:
        """What crawls do at their end, for when none comes to one."""
        assert self.settings is not None
        with writing(engine) as session:
            note_overdue(session, engine, now())
        tell_pending(engine, Channels.of(self.settings), now())


def _means(name: str, target: str) -> bool:
    return name in (target, target.partition(" ")[0])


def _tried_out(channels: Channels) -> int:
    faults = try_out(channels, now())
    if not faults:
        print(
            "alerts: neither ALERT_COMMAND nor ALERT_WEBHOOK is set: faults are told in the log, and by exit code 4",
            file=sys.stderr,
        )
        return EXIT_FAILED
    for channel, fault in faults.items():
        if fault is None:
            print(f"{channel}: has taken the trial alert")
        else:
            print(f"alerts: {channel}: {fault}", file=sys.stderr)
    return EXIT_FAILED if any(faults.values()) else 0


def _show(found: Sequence[Incident], at: datetime.datetime, opts: argparse.Namespace) -> None:
    told = [Alert.of(one, "opened" if one.ended_at is None else "ended", at) for one in found]
    if opts.json:
        for alert, incident in zip(told, found, strict=True):
            print(json.dumps(_for_programs(alert, incident), ensure_ascii=False))
    elif not found:
        print("nothing was ever wrong" if opts.all else "nothing is wrong")
    elif opts.all:
        console().print(_table(told))
    else:
        out = console(soft_wrap=True)
        for number, alert in enumerate(told):
            headline, *lines = alert.text.split("\n")
            out.print(*([""] if number else []), shown(headline.partition(": ")[2], "bold"), sep="\n")
            for line in lines:
                out.print(shown(f"  {line}"))


def _for_programs(alert: Alert, incident: Incident) -> dict[str, object]:
    return {**alert.as_json(), "told_at": incident.told_at, "recovery_told_at": incident.recovery_told_at}


def _table(told: Sequence[Alert]) -> Table:
    table = Table()
    for name in ("since", "until", "lasted", "target", "cause", "about"):
        table.add_column(name, no_wrap=name in ("since", "until"))
    table.add_column("what it was", ratio=1, overflow="fold")
    for alert in told:
        until = moment(alert.ended_at) if alert.ended_at else "now"
        words = (alert.target, alert.cause, alert.subject, alert.message)
        table.add_row(moment(alert.began_at), until, lasting(alert.seconds), *map(shown, words))
    return table
