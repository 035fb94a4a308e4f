"""The site: MkDocs is run here and nowhere else, beside the old site, which the new one then replaces in one step."""

from digest.site.address import site_address
from digest.site.build import build_site
from digest.site.switching import recover, switch

__all__ = ["build_site", "recover", "site_address", "switch"]
