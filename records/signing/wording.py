"""The sentences about signatures: what was found in a file, and why one was not made or not accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from records.signing.verdict import Chain, Head, Later, Signature, Stamp, Verdict

# What the whole file amounts to, in a line.
GOOD = gettext_lazy("Every signature is valid, and nothing was changed after the last one.")
CHANGED = gettext_lazy(
    "This file was changed after signing, or a signature in it does not hold. Do not rely on it."
)
NOT_VOUCHED_FOR = gettext_lazy("Nothing was changed since signing, but who signed is not vouched for.")
OTHER_JOURNAL = gettext_lazy(
    "The signatures are valid, but the journal of this system does not hold what the document was drawn"
    " up from."
)
NOT_SIGNED = gettext_lazy("This file is not signed.")
UNREADABLE = {
    "not_pdf": gettext_lazy("This is not a PDF file. Choose the record as it was issued, as PDF."),
    "too_large": gettext_lazy("This file is too large for a record of this house and was not read."),
    "locked": gettext_lazy("This PDF is locked with a password; records of this house never are."),
    "too_many_revisions": gettext_lazy("This PDF was changed too many times for a record and was not read."),
    "busy": gettext_lazy("Several files are being read just now. Try again in a moment."),
    "unreadable": gettext_lazy(
        "This PDF cannot be read: it is damaged, or not made as a record is. It may have been changed on"
        " its way:"
        " ask the office that issued it for the file again."
    ),
}
_CHAINS = {
    Chain.SELF_SIGNED: gettext_lazy(
        "The certificate vouches for itself: anybody could have made it under this name."
    ),
    Chain.UNKNOWN: gettext_lazy(
        "The certificate was issued by “%(root)s”, whom this system does not trust: who signed is not"
        " certain."
    ),
    Chain.EXPIRED: gettext_lazy(
        "The certificate expired on %(until)s, and no trusted timestamp shows that it was used before."
    ),
    Chain.NOT_YET: gettext_lazy("The certificate was not yet valid at that time."),
    Chain.REVOKED: gettext_lazy("The certificate was revoked."),
    Chain.UNFIT: gettext_lazy("The certificate is not one for signing documents, or its method is not safe."),
    Chain.TRUSTED: gettext_lazy("The certificate is trusted: it was issued under “%(root)s”."),
}
_STAMPS = {
    Stamp.NONE: gettext_lazy("No timestamp: the time is the signer's own statement."),
    Stamp.TRUSTED: gettext_lazy("A trusted timestamp shows that the signature existed at %(stamped)s."),
    Stamp.UNTRUSTED: gettext_lazy(
        "The timestamp (%(stamped)s) is by a service that this system does not trust."
    ),
    Stamp.BROKEN: gettext_lazy("The timestamp does not belong to this signature."),
}
_LATER = {
    Later.NOTHING: gettext_lazy("Not a byte of the file has changed since."),
    Later.SIGNATURES: gettext_lazy(
        "Not a byte that it covers has changed since; only later signatures follow it."
    ),
    Later.PROOFS: gettext_lazy(
        "Not a byte that it covers has changed since; only proofs for the archive follow it."
    ),
    Later.CHANGES: gettext_lazy(
        "After it something else was added to the file: what is shown need not be what was signed."
    ),
}
_BROKEN = gettext_lazy("What it covers was changed after signing: this signature is not valid.")

REFUSALS = {
    "signing_elsewhere_only": gettext_lazy(
        "No key of %(signatory)s is in this system. Download the file, sign it with the signatory's own"
        " device, and"
        " upload it here."
    ),
    "signing_key_missing": gettext_lazy(
        "There is no signing key of %(signatory)s, so nothing was signed. Ask the operator to set one up,"
        " or sign"
        " elsewhere and upload the file."
    ),
    "signing_key_refused": gettext_lazy(
        "The signing key of %(signatory)s could not be used: the device is not there, or it refused the"
        " PIN or"
        " passphrase. Nothing was signed. Ask the operator, then sign again."
    ),
    "certificate_expired": gettext_lazy(
        "The certificate expired at %(until)s; a signature made with it would not be valid. Nothing was"
        " signed."
        " Ask the operator for a new certificate."
    ),
    "signature_place_taken": gettext_lazy(
        "This document already bears a signature in the place “%(field)s”. Reload the page to see it."
    ),
    "signed_file_too_large": gettext_lazy(
        "The file has more than %(limit)s MB; a signed record never does. Choose the file that you"
        " downloaded here"
        " and signed."
    ),
    "signed_file_unreadable": gettext_lazy(
        "The file cannot be read as a PDF. Download the record again, sign it, and upload the result"
        " unchanged."
    ),
    "signed_file_waits": gettext_lazy(
        "Several files are being read just now, so this one was not looked at yet."
        " Upload it again in a moment."
    ),
    "signed_file_other_document": gettext_lazy(
        "This is another document, or its content was written anew: a signed file must begin with exactly"
        " the bytes"
        " of the record. Download the record here, sign that file without opening it in an editor, and"
        " upload it."
    ),
    "signed_file_unsigned": gettext_lazy(
        "The file bears no new signature. Sign the record that you downloaded, then upload the signed file."
    ),
    "signed_file_changed": gettext_lazy(
        "Besides the signature something else was changed in the file, or the signature does not cover"
        " all of it."
        " Download the record again and only sign it."
    ),
    "signed_file_misplaced": gettext_lazy(
        "The picture of the signature lies outside its place and could cover the text. Sign again with"
        " the picture"
        " between office and name, or without a picture."
    ),
    "signed_file_other_signer": gettext_lazy(
        "The file was signed by “%(found)s”, but it is %(signatory)s who has to sign. It was not accepted."
    ),
    "signed_file_expired": gettext_lazy(
        "The certificate of “%(found)s” expired at %(until)s. The record has to be signed with a valid"
        " certificate."
    ),
    "signed_file_untrusted": gettext_lazy(
        "The certificate of “%(found)s” is not vouched for by an authority that this system trusts, or it was"
        " revoked. Ask the operator which certificates are accepted."
    ),
    "certificate_not_on_file": gettext_lazy(
        "No certificate of %(signatory)s is on file, so an uploaded signature cannot be compared. Ask the"
        " operator"
        " to put it there first."
    ),
}


def summary(verdict: Verdict) -> str:
    """What the whole file amounts to."""
    if verdict.good:
        return str(GOOD)
    if not verdict.signatures and not verdict.strange:
        return str(NOT_SIGNED)
    if not verdict.untouched:
        return str(CHANGED)
    vouched_for = all(signature.good for signature in verdict.signatures)
    return str(OTHER_JOURNAL if vouched_for else NOT_VOUCHED_FOR)


def sentences(verdict: Verdict) -> list[str]:
    """Everything found, in the active language: the sum first, then each signature, then the journal."""
    said = [summary(verdict)]
    for signature in verdict.signatures:
        said += about(signature)
    return said + remarks(verdict)


def remarks(verdict: Verdict) -> list[str]:
    """What concerns the file as a whole."""
    return list(_remarks(verdict))


def _remarks(verdict: Verdict) -> Iterator[str]:
    last = verdict.signatures[-1:]
    if verdict.strange:
        yield ngettext(
            "One signature or timestamp is of a kind that cannot be checked here, or does not hold.",
            "%(count)s signatures or timestamps are of a kind that cannot be checked here, or do not hold.",
            verdict.strange,
        ) % {"count": verdict.strange}
    if last and verdict.lists:
        yield _("Revocation was looked up in the lists on file.")
    elif last:
        yield _(
            "Whether a certificate was revoked meanwhile was not looked up: no list is on file, no"
            " network asked."
        )
    if verdict.head:
        yield in_journal(verdict.head)


def signed_by(signature: Signature) -> str:
    """Who signed, and for whom."""
    if signature.agency and signature.agency != signature.person:
        return f"{signature.person}, {signature.agency}"
    return signature.person or _("Somebody without a name")


def about(signature: Signature) -> list[str]:
    """What is to be said of one signature: who and when, what changed, who vouches, which clock."""
    facts = {
        "root": signature.root,
        "until": _moment(signature.until),
        "stamped": _moment(signature.stamped_at),
    }
    when = {"who": signed_by(signature), "at": _moment(signature.at)}
    signed = _("Signed by %(who)s, at %(at)s.") % when
    if not signature.intact:  # then nobody vouches for anything, whoever issued the certificate
        return [signed, str(_BROKEN)]
    return [
        signed,
        str(_LATER[signature.later]),
        str(_CHAINS[signature.chain]) % facts,
        str(_STAMPS[signature.stamp]) % facts,
    ]


def in_journal(head: Head) -> str:
    """Whether the journal still holds the head that the document prints."""
    facts = {"seq": head.seq, "code": head.code}
    if head.matches is None:
        return _("It names entry %(seq)s of the journal (%(code)s…); the journal was not asked.") % facts
    if head.matches:
        return (
            _("It names entry %(seq)s of the journal (%(code)s…), and the journal still says the same.")
            % facts
        )
    return (
        _(
            "It names entry %(seq)s of the journal (%(code)s…), but the journal of this system has no"
            " such entry or"
            " its chain is broken: the document is of another system, or the journal was changed."
        )
        % facts
    )


def _moment(moment: datetime | None) -> str:
    return date_format(localtime(moment), "H:i:s, d/m/Y") if moment else _("an unknown time")
