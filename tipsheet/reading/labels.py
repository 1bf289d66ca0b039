"""The label sets of the model's heads, in the order of its outputs."""

from tipsheet import vocabulary

NAMES = ("PER", "ORG", "LOC", "MISC")
SAYING_PARTS = ("source", "cue", "content")
ARGUMENTS = ("actor", "recipient", "place", "date")
KINDS = ("person", "organization", "anonymous", "document", "media", "author")
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = ("occurred", "ongoing", "planned", "threatened", "requested", "possible", "denied")
HAPPENED = ("occurred", "ongoing")


def root_of(kind: str) -> str:
    """The root of a type as PLV has it: CONCEDE and RETREAT are YIELD."""
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


ROOTS = tuple(sorted({root_of(kind) for kind in TYPES}))


def modes() -> tuple[str, ...]:
    """Every mode as `TYPE-mode`, sorted, as in PLOVER's coder."""
    return tuple(
        sorted(f"{name}-{mode}" for name, kind in vocabulary.types().items() for mode in kind.modes)
    )


def tags(parts: tuple[str, ...]) -> tuple[str, ...]:
    """BIO tags: O, then B and I of each part."""
    return ("O", *(f"{edge}-{part}" for part in parts for edge in "BI"))
