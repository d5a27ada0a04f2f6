"""Vendors a user declared: the folder that CODINGPLANS_VENDORS names, as a package. Nothing of it is the program's own."""

import os

__path__ = [os.path.abspath(folder)] if (folder := os.environ.get("CODINGPLANS_VENDORS")) else []
