"""Invented reports for tests of copies and citations."""

from tipsheet.linking import Document, document_of
from tipsheet.record import Report
from tipsheet.vocabulary.publishers import Publishers

PARAGRAPHS = (
    "The harbour of Ostrey was closed on Tuesday after a crane fell across the northern quay and "
    "crushed two empty warehouses, the port captain said.",
    "Nobody was hurt, because the night shift had gone home an hour before the cable parted in a "
    "gale that reached 110 kilometres an hour.",
    "Engineers from the yard at Millim will cut the jib into nine pieces and lift them by barge "
    "before the end of the week, weather allowing.",
    "“We shall have ships alongside by Sunday, if I have to pull them in myself,” said Berta Ohm, "
    "who has run the port since the flood.",
    "About 4,000 tons of potatoes wait in the sheds behind the quay, and growers fear that half of "
    "the crop will sprout before the first freighter can load.",
)
OTHER = (
    "A choir of retired miners won the regional singing contest at Dunlo on Saturday with a ballad "
    "about a mule that refuses to go underground.\n\n"
    "The jury praised the basses, who had learned the piece in eleven days after their conductor "
    "lost the score they had meant to sing on a night train.\n\n"
    "Second prize went to a school from the valley, whose soloist is nine years old and was borne "
    "round the hall on the shoulders of the winners."
)
KNOWN = Publishers({}).with_file(
    """
    wire = { name = "Wireline", kind = "agency", aliases = ["WL"] }
    post = { name = "The Ostrey Post", kind = "newspaper", family = "Post Group", aliases = ["Ostrey Post"], short = ["Post"] }
    sun = { name = "Sunday Sail", kind = "newspaper", family = "Post Group" }
    """  # noqa: E501
)
STORY = "\n\n".join(PARAGRAPHS)


def report(id: str, text: str = STORY, *, publisher: str = "Wireline", day: str | None = None):
    return Report.of(text, id=id, publisher=publisher, published=day)


def document(id: str, text: str = STORY, **given) -> Document:
    return document_of(report(id, text, **given), known=KNOWN)


CITING = (
    "A crane has fallen across the northern quay at Ostrey and crushed two warehouses, the Ostrey "
    "Post reported on Tuesday. Nobody was hurt.\n\nWe could not reach the port captain."
)
