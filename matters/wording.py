"""The words for matters, papers and what can be wrong with an upload."""

from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from matters.structures import Traces

CONFIDENTIALITY = {
    "open": _("Open"),
    "internal": _("Internal"),
    "restricted": _("Restricted: members and secretariat only"),
    "named": _("Restricted: only those named"),
}
DOCUMENT_KINDS = {
    "submission": _("Submission"),
    "draft": _("Draft text"),
    "appraisal": _("Appraisal report"),
    "opinions": _("Opinions of ministries"),
    "other": _("Other paper"),
}
# domain.md, "State secrets": the law was read in official introductions, its Article 5 of 2018 is general
# knowledge; a screen says so.
_LAW = _(
    "Nothing marked Mật, Tối mật or Tuyệt mật may be put into this system, which can be reached from the"
    " Internet (Law 117/2025/QH15 on the protection of state secrets, in force since 01/03/2026, before"
    " it Law 29/2018/QH14, Article 5; known to this system from official introductions and not from the"
    " full text). Nothing was kept. Bring it on paper: put only an entry on paper into the dossier or the"
    " agenda, with a number and without its subject."
)
_INSIDE = _("If it is no state secret, leave out the mark; inside a sentence the word may stand.")
# What stands on a reading copy, in Vietnamese like the papers themselves.
READER_OF = "Bản đọc của %(name)s (%(account)s), mở lúc %(when)s. Không sao chụp, không chuyển tiếp."
COPY_OF = "Bản gốc: phiên bản %(number)s, SHA-256 %(sha256)s"
HOW_OPENED = {
    "read": _("opened to be read"),
    "compared": _("its text was compared with another version"),
}
# The neutral name of what comes on paper only, as it stands in agendas and papers.
ON_PAPER = "Tài liệu trên giấy số %(number)s"
HANDED = {"out": _("handed out"), "back": _("given back")}
MAKERS = {
    "keep": _("Store the file as it came"),
    "remove": _("Store a copy without the author's name, the program, and comments"),
}


def traces_in_words(traces: Traces) -> str:
    """What a file tells of those who made it, as a list of words."""
    comments = ngettext("%(count)d comment", "%(count)d comments", traces.comments)
    layers = ngettext(
        "%(count)d layer that is not shown", "%(count)d layers that are not shown", traces.layers
    )
    by = gettext("by %(names)s") % {"names": ", ".join(traces.commenters)} if traces.commenters else ""
    said = [
        gettext("the author “%(author)s”") % {"author": traces.author} if traces.author else "",
        f"{comments % {'count': traces.comments}} {by}".strip() if traces.comments else "",
        layers % {"count": traces.layers} if traces.layers else "",
        gettext("the program “%(program)s”") % {"program": traces.producer} if traces.producer else "",
    ]
    return ", ".join(filter(None, said))


LEVEL_ENTRIES = {
    "matter.submitted": _("registered"),
    "matter.level_set": _("who reads the matter was set"),
    "paper.level_set": _("who reads the paper was set"),
}
REFUSALS = {
    "hand_over_nobody": _("No seat was ticked. Tick those that got a copy, or gave it back."),
    "hand_over_not_out": _(
        "These seats have no copy that they could give back: %(seats)s. Note first that it was handed out."
    ),
    "hand_over_out_already": _(
        "These seats have a copy already: %(seats)s. Nothing was noted; tick the others."
    ),
    "copy_not_marked": _(
        "“%(title)s” is restricted and can be read only as a copy that bears your name, and no such copy"
        " could be made of this file. Ask the secretariat to upload it again, saved anew as PDF."
    ),
    "level_names_nobody": _(
        "“Only those named” needs at least one name, or nobody but the secretariat and the auditor could read"
        " it. Tick a seat or a person."
    ),
    "level_changed_since": _(
        "Somebody else has changed who may read since you opened this page. What you ticked was not kept;"
        " look at it as it stands now and tick again."
    ),
    "level_loosened_by_head": _(
        "Opening to more people what was restricted is for the head of the secretariat (a setting of this"
        " system; no regulation was read that says who). Ask the head to do it here."
    ),
    "state_secret": format_lazy("{} {} {}", _("“%(words)s” bears the mark %(level)s."), _LAW, _INSIDE),
    "state_secret_name": format_lazy(
        "{} {} {}", _("The name of the file “%(name)s” bears the mark %(level)s."), _LAW, _INSIDE
    ),
    "state_secret_page": format_lazy(
        "{} {} {}", _("Page %(page)s of “%(name)s” bears the mark %(level)s."), _LAW, _INSIDE
    ),
    "state_secret_level": format_lazy("{} {}", _("%(level)s is a level of state secrets."), _LAW),
    "paper_not_pdf": _(
        "“%(name)s” is not a PDF file, whatever its name says. Papers are kept as PDF so that everybody reads"
        " the same page: save it as PDF and upload it again."
    ),
    "paper_broken": _(
        "“%(name)s” cannot be opened as a PDF: it is damaged or locked with a password. Save it again"
        " without a password and upload it."
    ),
    "paper_locked": _(
        "“%(name)s” is locked with a password or protected. Everybody entitled must be able to read a paper"
        " for years: save it again without protection and upload it."
    ),
    "paper_runs": _(
        "“%(name)s” holds a program or plays something (JavaScript, a command, sound, film). A paper is"
        " still pages: print it to PDF once more, which leaves only pages, and upload that."
    ),
    "paper_holds_files": _(
        "“%(name)s” holds or opens other files. What is not on its pages would be seen by some and missed by"
        " others: take the attachments out, save them as papers of their own, and upload each."
    ),
    "paper_is_form": _(
        "“%(name)s” is a form that is drawn anew each time it is opened (XFA), so that its pages are not the"
        " same for everybody. Print it to PDF and upload that."
    ),
    "paper_huge_picture": _(
        "“%(name)s” holds a picture of more than %(limit)s million points, which no tablet can show. Reduce"
        " the picture, or scan at 300 points an inch, and upload it again."
    ),
    "paper_tells_of_makers": _(
        "“%(name)s” is not stored yet: beside its pages it tells every reader %(what)s. Choose whether it is"
        " stored as it came, or as a copy without (layers that are not shown stay in a copy: print the file"
        " to PDF anew to lose them)."
    ),
    "paper_signed": _(
        "“%(name)s” is signed, and a copy without its author or comments would no longer be what was signed."
        " Store it as it came, or ask for a file without them."
    ),
    "paper_not_cleaned": _(
        "No copy of “%(name)s” without its author and comments could be made. Store it as it came, or print"
        " it to PDF anew and upload that."
    ),
    "paper_too_many_pages": _(
        "“%(name)s” has %(pages)s pages; a paper may have at most %(limit)s. Split it and upload the parts."
    ),
    "paper_too_large": _(
        "“%(name)s” has %(size)s MB; a paper may have at most %(limit)s MB. Reduce the"
        " scanned images or split the paper."
    ),
    "paper_empty": _("“%(name)s” is empty. Choose the file again."),
}
