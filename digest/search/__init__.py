"""The search: an inverted index of this project's own, built here, asked in the reader's browser.

`docs/search.md` documents the files. The words of both sides are compared by one table (`digest.search.table`), which
Python reads while building and which is written out for the browser beside the index.
"""

from digest.search.index import FOLDER, build_index
from digest.search.normalise import Normaliser, Unit, normaliser
from digest.search.written import WrittenPage, written_pages

__all__ = ["FOLDER", "Normaliser", "Unit", "WrittenPage", "build_index", "normaliser", "written_pages"]
