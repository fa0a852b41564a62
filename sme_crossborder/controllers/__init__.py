from . import sme_export
