"""Why an act on a document is refused, by which rule, and what to do now."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "record_not_draft": _(
        "This document is no longer a draft. Have it returned first; then it can be changed and circulated."
    ),
    "record_not_circulated": _(
        "This document is not with whoever approves it. Circulate it first, or look at where it stands now."
    ),
    "record_not_approved": _(
        "This document does not wait for a signature: it is not approved yet, or somebody was quicker. Look"
        " at where it stands now."
    ),
    "record_not_signed": _(
        "The agency seals only what the competent person has signed (Decree 30/2020, Art. 32). Wait for the"
        " signature, or look at where the document stands now."
    ),
    "record_not_sealed": _(
        "A document is issued once it is signed and sealed (Decree 30/2020, Art. 5). Seal it first, or look"
        " at where it stands now."
    ),
    "record_not_issued": _("This document was never issued. Withdraw it instead."),
    "record_not_in_force": _("This document was recalled or superseded already. Nothing needs to be done."),
    "record_out": _(
        "A document that was issued never changes. Draw up a new edition that supersedes it, or recall it."
    ),
    "record_withdrawn": _("This document was withdrawn. Draw it up anew."),
    "record_numbered": _(
        "This document has its number and is laid out for signing: it cannot be changed any more. Sign it, or"
        " withdraw it (its number stays in the register, marked) and draw it up anew."
    ),
    "record_own_work": _(
        "You worked on this document, so somebody else approves it: two persons look at what is issued."
    ),
    "record_reason_missing": _("Write the reason: it is kept and shown in the history."),
    "record_reason_long": _("The reason is longer than %(most)s characters. Shorten it."),
    "record_abstract_missing": _(
        "The document has no abstract (trích yếu). Give its subject a title, then take the new facts."
    ),
    "record_abstract_long": _(
        "The abstract has %(length)s characters; allowed are %(most)s for the title of the subject (Decree"
        " 30/2020, Annex VI) and %(lead)s for the words before it. Shorten the title of the subject, then"
        " take the new facts."
    ),
    "record_title_of_pages": _(
        "The title fills more than a page, so this document cannot be composed: at most %(most)s characters"
        " are allowed (Decree 30/2020, Annex VI). Shorten the title of its subject."
    ),
    "record_place_missing": _(
        "The place is missing: a document is dated at a place (Decree 30/2020, Annex I). Write it on the page"
        " of the document."
    ),
    "record_signatory_missing": _(
        "Nobody is named who signs (Decree 30/2020, Art. 13). Choose the signatory on the page of the"
        " document."
    ),
    "record_signatory_without_office": _(
        "Nobody holds the office “%(office)s” on %(on)s, so nobody may sign for it. Choose another signatory."
    ),
    "record_signatory_changed": _(
        "“%(office)s” is held by somebody else since the document was approved. Have it returned and choose"
        " the signatory anew."
    ),
    "record_recipients_missing": _(
        "The recipients (Nơi nhận) are missing. Write at least the line that says where it is kept."
    ),
    "record_filing_missing": _(
        "The last line of the recipients says where the document is kept: “Lưu: VT, …” (Decree 30/2020, Annex"
        " I). Write it on the page of the document."
    ),
    "record_facts_changed": _(
        "The facts have changed since this document was drawn up. Look at the difference and take the new"
        " facts, or withdraw the document and draw it up anew."
    ),
    "record_in_work": _("Such a document is already in work. Go on with that one, or withdraw it first."),
    "record_number_overtaken": _(
        "Other documents took the next number while this one was signed, several times in a row. Nothing was"
        " signed and no number is used up. Sign again."
    ),
    "record_room_missing": _(
        "This kind of document has no place for a signature, so it cannot be signed here. Tell the operator."
    ),
}
