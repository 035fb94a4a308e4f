"""Step 1, reading: the input folder, the bytes of each file, what the same article twice becomes."""

from digest.read.duplicates import merge_same
from digest.read.inputs import FORMATS, Inputs, list_inputs, load
from digest.read.reader import ReadResult, read_bytes

__all__ = ["FORMATS", "Inputs", "ReadResult", "list_inputs", "load", "merge_same", "read_bytes"]
