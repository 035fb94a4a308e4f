"""A tiny folder of model data written for the tests, laid out as `camel_data` does: `catalogue.json` and `data/`.

The morphology database knows six stems and the disambiguator one word, so every answer in a test can be checked by
reading the files. The recogniser's weights are made by `tests.models.tiny_bert` where its packages are installed.
"""
