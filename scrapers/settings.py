"""Scrapy settings: polite by default, nothing listening, nothing cached behind our back."""

BOT_NAME = "codingplans"
SPIDER_MODULES = ["scrapers.vendors"]
NEWSPIDER_MODULE = "scrapers.vendors"

USER_AGENT = "codingplans/0.1 (+https://github.com/codingplans/codingplans)"
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2
DOWNLOAD_TIMEOUT = 40
AUTOTHROTTLE_ENABLED = True
COOKIES_ENABLED = True
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "WARNING"
