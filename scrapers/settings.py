"""Scrapy settings: polite by default, nothing listening, nothing cached behind our back."""

from scrapers.contact import user_agent

BOT_NAME = "codingplans"
SPIDER_MODULES = ["scrapers.vendors"]
NEWSPIDER_MODULE = "scrapers.vendors"

USER_AGENT = user_agent()
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = BOT_NAME
ROBOTSTXT_PARSER = "scrapers.fetching.robots.Robots"
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2  # seconds from one request of a host to the next, at least
DOWNLOAD_DELAY_JITTER = (
    0  # a crawler that says who it is need not look like a person, nor ask sooner at times
)
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2
COOKIES_ENABLED = True
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
EXTENSIONS_BASE = {  # Scrapy imports also those that are switched off, with half a second of others' code
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}
LOG_LEVEL = "CRITICAL"  # what went wrong is told once, in the words of the crawl's outcomes

DOWNLOAD_TIMEOUT = 40  # seconds for a whole answer
DNS_TIMEOUT = 10
TWISTED_DNS_RESOLVER = "scrapers.fetching.public_resolver.PublicResolver"
BROWSER_PATIENCE = 20  # seconds for a rendered page to show its prices, and for those of a tab
CLOSESPIDER_TIMEOUT = 600  # seconds for a vendor
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
READING_TIMEOUT = 10  # seconds of a processor for one page
READING_MEMORY = 256 * 1024 * 1024  # bytes, beside what is there already
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
HTTPERROR_ALLOW_ALL = True  # an error page is archived and refused like any other

RETRY_TIMES = 2
RETRY_BACKOFF = 4  # seconds before the second attempt, twice that before the third
RETRY_AFTER_MAX = 120  # a server that asks for more is left alone tonight
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]
RETRY_EXCEPTIONS = [
    "scrapy.exceptions.CannotResolveHostError",
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.DownloadTimeoutError",
    "scrapy.exceptions.ResponseDataLossError",
]

DOWNLOAD_HANDLERS = {
    "http": "scrapers.fetching.http_handler.HttpHandler",
    "https": "scrapers.fetching.http_handler.HttpHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapers.fetching.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapers.fetching.retry_redirect_unpack.Retry": 550,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapers.fetching.retry_redirect_unpack.Redirect": 600,
    "scrapers.archive.middleware.ArchiveMiddleware": 610,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapers.fetching.retry_redirect_unpack.Unpack": 620,
}
