"""Write the JSON Schema to standard output."""

import sys

from digest.schema import generate

sys.stdout.buffer.write(generate())
