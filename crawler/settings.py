"""Every component, the order it runs in, and what differs between deployments, read from the environment."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

BOT_NAME = "shoulu"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'shoulu.db'}"
ARCHIVE_DIR = os.environ.get("ARCHIVE_DIR") or str(ROOT / "data" / "archive")
WORKERS = os.environ.get("WORKERS") or os.cpu_count() or 1  # see check_workers in project_command.py

ARCHIVE_FILE_BYTES = 1_000_000_000  # a WARC file is closed and the next one opened past this size
INGEST_PAGE_BYTES = 20_000_000  # a larger saved page is refused; with its pictures it may be three times that
EXTRACTION_SECONDS = 30.0  # a page that takes a worker longer than this goes to quarantine
EXTRACTION_MEMORY_BYTES = 2_000_000_000  # address space of one worker beyond what it starts with
REPARSE_TRANSACTION_ROWS = 500  # how many staged outcomes one transaction applies
STORAGE_STAGED = False  # True: outcomes wait in the table `staged` until they are applied

EXTENSIONS = {
    "crawler.extensions.archive.ArchiveExtension": 100,
    "crawler.extensions.shutdown.ShutdownExtension": 200,
    "crawler.extensions.states.UrlStates": 300,
}
SPIDER_MIDDLEWARES = {
    "crawler.middlewares.recovery.RecoveryMiddleware": 100,
}
DOWNLOADER = "crawler.middlewares.states.StatesDownloader"
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.middlewares.states.ScopeMiddleware": 50,
    "crawler.middlewares.archive.ArchiveMiddleware": 870,
}
ITEM_PIPELINES = {
    "pipelines.extraction.ExtractionPipeline": 100,
    "pipelines.repair.RepairPipeline": 200,
    "pipelines.dedup.DedupPipeline": 300,
    "pipelines.storage.StoragePipeline": 400,
}

USER_AGENT = os.environ.get("CRAWL_USER_AGENT") or "shoulu/0.1 (news archive)"
ROBOTSTXT_OBEY = True
AUTOTHROTTLE_ENABLED = True
DOWNLOAD_DELAY = 1.0
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_MAXSIZE = 64 << 20
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",  # warcio 1.8 fails on br with brotli 1.2, and an archive is for every reader
}
METAREFRESH_ENABLED = False  # the page that carries it is a capture like any other

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "INFO"
