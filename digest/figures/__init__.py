"""Figures drawn when the site is built: small records in, SVG out. Nothing here knows the digest or a template.

Deterministic and bounded: the same records give the same bytes, and no figure is larger than `svg.LIMIT`. Colours and
the weight of lines are classes (`site_src/assets/css/figures.css`), so that both schemes, paper and high contrast have
their own. Labels get their places from the font's own widths (`metrics`), and none touches another.
"""
