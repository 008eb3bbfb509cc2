"""The words for changes of persons, seats and appointments: labels of fields, journal, refusals."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIELD_LABELS = {
    "username": _("Account name"),
    "label_vi": _("Named on screens, in Vietnamese"),
    "label_en": _("Named on screens, in English"),
    "email": _("E-mail address"),
    "duty": _("Duty in the house"),
    "called_off": pgettext_lazy("duty", "Called off before its first day was over"),
    "is_active": _("Account"),
    "key": _("Key"),
    "name_vi": _("Name in Vietnamese"),
    "name_en": _("Name in English"),
    "place": _("Place of its documents"),
    "body": _("Body"),
    "order": _("Place in the protocol order"),
    "office_vi": _("Office in Vietnamese"),
    "office_en": _("Office in English"),
    "short_vi": _("Short, in Vietnamese"),
    "short_en": _("Short, in English"),
    "kind": _("Kind of office"),
    "chair_rank": _("Rank among those who may chair"),
    "agencies": _("Agencies that it leads"),
    "valid_from": _("First day of the seat"),
    "valid_to": _("Last day of the seat"),
    "person": _("Person"),
    "seat": pgettext_lazy("people", "Seat"),
    "role": _("Role at the seat"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
}
ACTIVE = {True: pgettext_lazy("account", "open"), False: pgettext_lazy("account", "suspended")}
YES = {True: _("Yes"), False: _("No")}
WHOLE_HOUSE = _("The whole house")
JOURNAL = {
    "person.created": pgettext_lazy("journal", "Account made"),
    "person.corrected": pgettext_lazy("journal", "Named differently"),
    "person.duty": pgettext_lazy("journal", "Duty changed"),
    "duty.given": pgettext_lazy("journal", "Duty given"),
    "duty.ended": pgettext_lazy("journal", "Duty ends"),
    "person.suspended": pgettext_lazy("journal", "Account suspended"),
    "person.reinstated": pgettext_lazy("journal", "Account opened again"),
    "person.factor_added": pgettext_lazy("journal", "Second factor set up"),
    "person.factor_removed": pgettext_lazy("journal", "Second factor removed"),
    "person.password_set": pgettext_lazy("journal", "Password set"),
    "person.invited": pgettext_lazy("journal", "Invited by a link"),
    "person.invitation_confirmed": pgettext_lazy("journal", "Invitation confirmed"),
    "person.invitation_used": pgettext_lazy("journal", "Invitation used"),
    "person.invitation_withdrawn": pgettext_lazy("journal", "Invitation withdrawn"),
    "body.created": pgettext_lazy("journal", "Body entered"),
    "body.corrected": pgettext_lazy("journal", "Body described differently"),
    "agency.created": pgettext_lazy("journal", "Agency entered"),
    "agency.corrected": pgettext_lazy("journal", "Agency named differently"),
    "seat.created": pgettext_lazy("journal", "Seat set up"),
    "seat.corrected": pgettext_lazy("journal", "Seat described differently"),
    "seat.ended": pgettext_lazy("journal", "Seat ends"),
    "appointment.made": pgettext_lazy("journal", "Appointment"),
    "appointment.ended": pgettext_lazy("journal", "Appointment ends"),
    "proposal.made": pgettext_lazy("journal", "Changes were proposed"),
    "proposal.confirmed": pgettext_lazy("journal", "Changes were confirmed"),
    "proposal.declined": pgettext_lazy("journal", "Changes were declined"),
    "proposal.withdrawn": pgettext_lazy("journal", "Changes were withdrawn"),
    "people.exported": pgettext_lazy("journal", "Taken as a file"),
    "proposal.expired": pgettext_lazy("journal", "Nobody decided on changes; they lapsed"),
}
EXPORTS = {
    "persons": pgettext_lazy("people", "Persons"),
    "duties": _("Duties"),
    "seats": pgettext_lazy("people", "Seats"),
    "appointments": _("Appointments"),
}
IMPORTS = {
    "persons": _("Persons from a file"),
    "duties": _("Duties from a file"),
    "seats": _("Seats from a file"),
    "appointments": _("Appointments from a file"),
}
REFUSALS = {
    "import_differs": _("What the file would change is different now. Look at it once more."),
    "import_too_large": _(
        "The file has more than %(limit)s KB; lists of persons and offices are smaller. Split it, or"
        " look whether it is the right file."
    ),
    "import_not_utf8": _(
        "The file is no text in UTF-8, so its marks would be lost. Save it anew as “CSV UTF-8” and"
        " choose it again."
    ),
    "import_not_a_table": _(
        "Line %(line)s cannot be read as CSV: a quotation mark stands alone. Correct it there."
    ),
    "import_columns_missing": _(
        "The first line names the columns, and these are missing: %(columns)s. Take the template and"
        " fill it in."
    ),
    "import_columns_unknown": _(
        "These columns are not known, or stand there twice: %(columns)s. Known are: %(known)s."
    ),
    "import_too_many_lines": _("The file has more than %(most)s lines. Split it into several files."),
    "import_too_many_cells": _(
        "The line has more cells than the first line has columns. Look for a comma too many."
    ),
    "import_cell_empty": _("The column “%(column)s” is empty, and it is needed. Fill it in."),
    "import_cell_too_long": _("The column “%(column)s” has more than %(longest)s characters. Shorten it."),
    "import_unknown_value": _("“%(value)s” is no value of the column “%(column)s”. Possible are: %(known)s."),
    "import_unknown": _(
        "“%(value)s” in the column “%(column)s” is not known here. Correct it, or enter it first."
    ),
    "import_not_a_number": _(
        "“%(value)s” in the column “%(column)s” is no number from 1 to %(most)s. Correct it."
    ),
    "import_not_a_day": _(
        "“%(value)s” in the column “%(column)s” is no day. Write it as 2026-01-31 or 31/01/2026."
    ),
    "import_not_an_address": _("“%(value)s” is no e-mail address. Correct it, or leave the cell empty."),
    "import_not_a_key": _("“%(value)s” cannot be a key. Use letters without marks, digits and hyphens."),
    "import_line_repeats": _("The line is about the same as line %(line)s. Leave one of the two."),
    "username_unfit": _(
        "“%(username)s” cannot be an account's name: names that look alike could be taken for one"
        " another. Use 1 to 80 small letters without marks, digits, full stops and hyphens."
    ),
    "username_taken": _(
        "There is an account named “%(username)s” already. Choose another name, or open that account."
    ),
    "outside_the_seat": _(
        "The seat exists from %(first)s to %(last)s, and nobody can serve it outside these days. Choose"
        " days within."
    ),
    "seat_is_held": _(
        "The seat has a holder from %(first)s to %(last)s, and a seat has one holder on one day. Let"
        " the present holder leave the day before, or choose another day."
    ),
    "appointed_already": _(
        "This person has this role at this seat from %(first)s to %(last)s already. Look at the appointments."
    ),
    "holds_another_seat": _(
        "This person holds another seat of the same body from %(first)s to %(last)s, and a member has"
        " one vote. End that appointment first."
    ),
    "past_is_kept": _(
        "Who sat where on a day that is over stays as it was, for the sessions of that day. The"
        " earliest last day is %(earliest)s."
    ),
    "ends_before_it_begins": _("It begins on %(first)s and cannot end before. Choose a later day."),
    "hand_over_in_the_past": _(
        "A seat changes hands on %(earliest)s at the earliest: who sat there before stays as it was."
        " Choose that day or a later one."
    ),
    "duty_already": _(
        "This person has this duty for this body from %(first)s to %(last)s already. Choose other days, or"
        " look at the duties."
    ),
    "duty_of_the_house": _(
        "There is one machine and one list of persons: an operator or an administrator serves the whole"
        " house. Leave the body empty."
    ),
    "seat_place_taken": _(
        "Another seat of this body has place %(order)s in the protocol order. Choose a free place."
    ),
    "key_taken": _("The key “%(key)s” is taken. Choose another."),
    "seat_is_served": _(
        "Somebody serves this seat after %(last)s. End these appointments first, or choose a later day."
    ),
    "last_administrator": _(
        "Without this account nobody would administer persons and offices. Give that duty to another"
        " person first."
    ),
    "people_changed_meanwhile": _(
        "What this changes has been changed by somebody else meanwhile. Compare with what is there now"
        " and decide anew."
    ),
    "nothing_changed": _("Nothing differs from what is there already, so there is nothing to do."),
    "suspended_already": _("This account is suspended already."),
    "not_suspended": _("This account is open already."),
    "proposed_already": _(
        "The same change waits for confirmation already. Decide or withdraw that one first, on the page"
        " of proposals."
    ),
    "own_proposal": _(
        "You proposed this, and a second person confirms it. Another administrator or the head of the"
        " secretariat finds it on Today."
    ),
    "proposal_about_oneself": _(
        "This is about your own account or appointment, so another person decides it: another"
        " administrator or the head of the secretariat."
    ),
    "proposal_of_another": _("Another person proposed this. You may decline it instead, with a reason."),
    "proposal_expired": _(
        "Nobody decided on this within %(days)s days, so it lapsed and nothing was changed. Propose it anew"
        " if it is still needed."
    ),
    "proposal_decided": _("This was decided meanwhile (%(status)s). Propose anew what is still needed."),
    "nobody_would_confirm": _(
        "Nobody would be left to confirm this afterwards. Let the head of the secretariat or another"
        " administrator be appointed first, or propose it without urgency."
    ),
}
