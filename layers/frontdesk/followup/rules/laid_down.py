"""What counts where a clinic laid down nothing."""

from frontdesk.followup.model.plans import Book, Policy
from frontdesk.kernel.ids import OrganisationId


def book_or_usual(organisation_id: OrganisationId, book: Book | None) -> Book:
    """The book as it was laid down, or the usual policy without a scheme, of version 0."""
    if book is not None:
        return book
    return Book(organisation_id=organisation_id, policy=Policy(modes={}), schemes=(), version=0)
