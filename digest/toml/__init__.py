"""Files of TOML that people write: read, checked against a record, every mistake told with its line and its mend."""

from digest.toml.fitting import convert, misfits
from digest.toml.lines import Keys, line_of, lines_of
from digest.toml.reading import LARGEST, TomlFile, parse_toml, read_toml

__all__ = ["LARGEST", "Keys", "TomlFile", "convert", "line_of", "lines_of", "misfits", "parse_toml", "read_toml"]
