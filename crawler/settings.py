"""Every component, the order it runs in, and what differs between deployments, read from the environment."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

BOT_NAME = "shoulu"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'shoulu.db'}"
DATABASE_PATIENCE = (
    300.0  # seconds that pages wait for a database that is locked or full; then the crawl ends
)
ARCHIVE_DIR = os.environ.get("ARCHIVE_DIR") or str(ROOT / "data" / "archive")
WORKERS = os.environ.get("WORKERS") or os.cpu_count() or 1  # see check_workers in project_command.py

ARCHIVE_FILE_BYTES = 1_000_000_000  # a WARC file is closed and the next one opened past this size
INGEST_PAGE_BYTES = 20_000_000  # a larger saved page is refused; with its pictures it may be three times that
EXTRACTION_SECONDS = 30.0  # a page that takes a worker longer than this goes to quarantine
EXTRACTION_MEMORY_BYTES = 2_000_000_000  # address space of one worker beyond what it starts with
REPARSE_TRANSACTION_ROWS = 500  # how many staged outcomes one transaction applies
STORAGE_STAGED = False  # True: outcomes wait in the table `staged` until they are applied

SCHEDULER = "crawler.extensions.scheduler.FrontierScheduler"
CRAWL_RESUME = True  # a crawl that was stopped or killed is gone on with by the next of its target
CRAWL_URLS_KEEP_DAYS = 7  # of a crawl: its URLs that were not asked for, as what was known; the others stay
CRAWL_RESUME_HOURS = 24  # since it was begun; after that a new one begins, and asks also for what was left

ALERT_COMMAND = os.environ.get(
    "ALERT_COMMAND"
)  # is run, without a shell, when something goes wrong or is over
ALERT_WEBHOOK = os.environ.get("ALERT_WEBHOOK")  # a JSON object with a `text` is posted there then
ALERT_SECONDS = (
    os.environ.get("ALERT_SECONDS") or 20.0
)  # either may take; what is not told in time is told later

EXTENSIONS = {
    "crawler.extensions.run.RunExtension": 20,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.extensions.throttle.HostThrottle": 50,
    "crawler.extensions.throttle.PaceExtension": 60,
    "crawler.extensions.archive.ArchiveExtension": 100,
    "crawler.extensions.shutdown.ShutdownExtension": 200,
    "crawler.extensions.states.UrlStates": 300,
    "crawler.extensions.known.KnownUrls": 310,
    "crawler.extensions.revisits.Revisits": 320,
    "crawler.extensions.expectations.ExpectationsExtension": 390,  # behind all that settles the state of a URL
    "crawler.extensions.progress.ProgressExtension": 400,
    "crawler.extensions.collector.CollectorExtension": 500,  # behind all that is made when a spider is opened
    "scrapy.extensions.logstats.LogStats": None,
}
SPIDER_MIDDLEWARES = {
    "crawler.middlewares.found.FoundMiddleware": 10,
    "crawler.middlewares.recovery.RecoveryMiddleware": 100,
}
DOWNLOADER = "crawler.middlewares.states.StatesDownloader"
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.middlewares.states.ScopeMiddleware": 50,
    "crawler.middlewares.known.KnownMiddleware": 60,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.middlewares.retry.PatientRetryMiddleware": 550,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.redirect.EndingRedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "crawler.middlewares.cookies.OfflineSuffixCookiesMiddleware": 700,
    "crawler.middlewares.addresses.AddressesMiddleware": 760,  # behind the choice of a proxy, at 750
    "crawler.middlewares.limits.LimitsMiddleware": 800,
    "crawler.middlewares.revisit.RevisitMiddleware": 860,
    "crawler.middlewares.replay.ReplayMiddleware": 865,
    "crawler.middlewares.archive.ArchiveMiddleware": 870,
}
ITEM_PIPELINES = {
    "pipelines.extraction.ExtractionPipeline": 100,
    "pipelines.repair.RepairPipeline": 200,
    "pipelines.expectation.ExpectationPipeline": 250,
    "pipelines.dedup.DedupPipeline": 300,
    "pipelines.storage.StoragePipeline": 400,
}

CRAWL_KNOWN_IN_A_ROW = 20  # a list is read until so many of its articles in a row are held already
CRAWL_LIST_PAGES_MAX = 10_000  # pages read of one list
CRAWL_REVISITS_MAX = 200  # articles that are held and due, asked for again in one crawl
CRAWL_DUE_ONLY = False  # True: of the lists whose interval is known only those that are due are read

CRAWL_CONTACT = os.environ.get("CRAWL_CONTACT")  # a page that says who crawls and how to reach them
_ABOUT = f"+{CRAWL_CONTACT}; news archive" if CRAWL_CONTACT else "news archive"
USER_AGENT = os.environ.get("CRAWL_USER_AGENT") or f"shoulu/0.1 ({_ABOUT})"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = USER_AGENT.partition("/")[0].strip()  # the product token alone, as RFC 9309 wants it

AUTOTHROTTLE_ENABLED = True
DOWNLOAD_DELAY = 1.0  # seconds; AutoThrottle and robots.txt make it longer, nothing makes it shorter
DOWNLOAD_DELAY_JITTER = 0.0  # which would undercut the delay half the time
CRAWL_DELAY_MAX = 60.0  # seconds; a robots.txt that asks for more gets this
CONCURRENT_REQUESTS_PER_DOMAIN = 2
CONCURRENT_ITEMS = 4  # of one response, for each of which Scrapy starts as many tasks; a page gives one item
RETRY_AFTER_MAX = 600.0  # seconds; who wants to be left alone for longer is not asked again in this crawl
# seconds without requests after a 429 or 503 without Retry-After; doubles with each in a row of a host
RETRY_BACKOFF = 2.0
RETRY_HOST_TIMES = 8  # of these in a row, after which the host is given up; 0: never

CRAWL_PRIVATE_ADDRESSES = os.environ.get("CRAWL_PRIVATE_ADDRESSES") or False
TWISTED_DNS_RESOLVER = "crawler.middlewares.addresses.PublicResolver"
DOWNLOAD_HANDLERS = dict.fromkeys(("data", "file", "ftp", "s3"))  # nothing but the web
DOWNLOAD_TIMEOUT = 60  # seconds for the whole of a response
DOWNLOAD_MAXSIZE = 64 << 20
DOWNLOAD_FAIL_ON_DATALOSS = False  # what breaks off is archived as such, like everything else
REDIRECT_MAX_TIMES = 10
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",  # warcio 1.8 fails on br with brotli 1.2, and an archive is for every reader
}
META_COPY_WARN_SKIP_KEYS = ["retry_times"]  # which `get_retry_request` counts on, for a page that broke off
METAREFRESH_ENABLED = False  # the page that carries it is a capture like any other

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "INFO"

SCHEDULE_FILE = os.environ.get(
    "SCHEDULE_FILE"
)  # what is crawled how often; without, each source says it of itself
SCHEDULE_TIMEZONE = os.environ.get("SCHEDULE_TIMEZONE") or "Asia/Shanghai"  # of cron expressions
SCHEDULE_LOG_DIR = os.environ.get("SCHEDULE_LOG_DIR") or str(ROOT / "data" / "logs")
SCHEDULE_LOGS_KEPT = 20  # of each target
SCHEDULE_AT_ONCE = 2  # crawls; each has WORKERS processes
SCHEDULE_TIME_LIMIT = "6h"  # of a crawl; the next of its target goes on with what was left
SCHEDULE_JITTER = (
    "2m"  # by how much at most a target is put off, always the same, so that not all begin at once
)
SCHEDULE_LEASE = "2m"  # after which another scheduler may take what one that was killed was at
