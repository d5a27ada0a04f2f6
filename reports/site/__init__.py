"""The site: static pages in Chinese and English, from the database alone, readable from a folder or any web server."""
