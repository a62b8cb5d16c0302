"""The desk: a local web page to read, see, compare and correct what is in a store. Nothing is fetched from elsewhere."""

from khabar.desk.app import create_app
from khabar.desk.settings import Settings

__all__ = ["Settings", "create_app"]
