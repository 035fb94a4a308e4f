"""Write the JSON Schema of the data, or with the argument `report` that of the build report, to standard output."""

import sys

from digest.schema import generate, generate_report

sys.stdout.buffer.write(generate_report() if sys.argv[1:] == ["report"] else generate())
