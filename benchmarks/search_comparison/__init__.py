"""This project's search beside others on the same pages: `python -m benchmarks.search_comparison`."""
