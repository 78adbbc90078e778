"""What somebody said on a ticket, whatever helpdesk it is in."""

import typing


class Word(typing.NamedTuple):
    kind: str  # as the helpdesk calls it: Create, Correspond, Comment, Note
    who: str
    text: str
    id: int
