"""The words for matters, papers and what can be wrong with an upload."""

from django.utils.translation import gettext_lazy as _

CONFIDENTIALITY = {
    "open": _("Open"),
    "internal": _("Internal"),
    "restricted": _("Restricted: members and secretariat only"),
}
DOCUMENT_KINDS = {
    "submission": _("Submission"),
    "draft": _("Draft text"),
    "appraisal": _("Appraisal report"),
    "opinions": _("Opinions of ministries"),
    "other": _("Other paper"),
}
REFUSALS = {
    "paper_not_pdf": _(
        "“%(name)s” is not a PDF file, whatever its name says. Papers are kept as PDF so that everybody reads"
        " the same page: save it as PDF and upload it again."
    ),
    "paper_broken": _(
        "“%(name)s” cannot be opened as a PDF: it is damaged or locked with a password. Save it again"
        " without a password and upload it."
    ),
    "paper_too_large": _(
        "“%(name)s” has %(size)s MB; a paper may have at most %(limit)s MB. Reduce the"
        " scanned images or split the paper."
    ),
    "paper_empty": _("“%(name)s” is empty. Choose the file again."),
}
