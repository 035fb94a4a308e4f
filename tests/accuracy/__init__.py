"""The accuracy gate: every step is scored on the development sets, and no figure may fall below its floor."""
