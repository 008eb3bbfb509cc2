"""What the consent block is called, how the journal tells it, and why an act on it is refused."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# In the language of the record: the title of the vote and the conclusion of every item.
BLOCK_TITLE = "Khối nội dung số %(numbers)s của chương trình phiên họp"
BLOCK_CONCLUSION = "Thông qua theo khối, theo kết quả biểu quyết chung về các nội dung số %(numbers)s."

OBSTACLES = {
    "no_vote": _("no vote is asked for"),
    "called": _("has been called"),
    "no_paper": _("has no paper"),
    "late_paper": _("its paper came late"),
    "remark": _("somebody has an opinion or wants to speak"),
    "stale": _("somebody has not confirmed after the paper was replaced"),
    "unsaid": _("nobody has said anything yet"),
    "pulled": _("was pulled out"),
    "recused": _("a member takes no part in it"),
}

BLOCK_JOURNAL = {
    "block.announced": pgettext_lazy("journal", "Items proposed for adoption in one block: %(numbers)s"),
    "block.item_pulled": pgettext_lazy("journal", "Item %(order)s pulled out of the block by %(by)s"),
    "block.item_left": pgettext_lazy("journal", "Item %(order)s left the block: not fit for it any more"),
    "block.adopted": pgettext_lazy("journal", "Adopted in one block: items %(numbers)s"),
    "block.not_adopted": pgettext_lazy(
        "journal", "The block was not adopted: items %(numbers)s go on one by one"
    ),
    "item.adopted_in_block": pgettext_lazy("journal", "Item %(order)s adopted in the block: %(title)s"),
}

BLOCK_REFUSALS = {
    "block_meeting_not_sent": _(
        "The programme has not been sent; a block is announced to members who received it. Send it first."
    ),
    "block_voted": _(
        "The vote on the block has been opened; what is being voted on is not changed any more. Close the "
        "vote, and conclude the block."
    ),
    "block_item_unfit": _(
        "Item %(number)s is not fit for the block any more: somebody has a remark, its papers were replaced, "
        "or it was called or pulled out. Look at the proposal as it stands now."
    ),
    "block_settled": _(
        "The block has been adopted, and item %(number)s with it; an item is pulled out until then. Ask for "
        "the floor."
    ),
    "block_reason_too_long": _(
        "The reason may have %(most)s characters, and the item is still in the block. Shorten the reason, "
        "and say the rest when the item is talked about."
    ),
    "block_empty": _(
        "No item is left in the block, so there is nothing to vote on. Call the items one by one."
    ),
    "block_not_voted": _(
        "The vote on the block is not closed; its result concludes the block. Close it first."
    ),
    "block_waits": _(
        "The vote on the block is over and its result is not concluded; the items of the block wait for it. "
        "Conclude the block first."
    ),
    "block_concluded": _("The block is concluded already; nothing was changed."),
}
