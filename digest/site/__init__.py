"""The site: MkDocs is run here and nowhere else, beside the old site, which the new one then replaces in one step."""

from digest.site.address import site_address
from digest.site.build import build_site, mend_site, remove_site
from digest.site.refusals import refuse_other_folders, refuse_overlaps
from digest.site.sanitise import Instead, faults_of_page
from digest.site.source_date import source_date
from digest.site.switching import recover, switch

__all__ = [
    "Instead",
    "build_site",
    "faults_of_page",
    "mend_site",
    "recover",
    "refuse_other_folders",
    "refuse_overlaps",
    "remove_site",
    "site_address",
    "source_date",
    "switch",
]
