import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.stub import at, saying
from tipsheet.reading.attribution import Innermost, attributions_of, parents_of, quote_of
from tipsheet.reading.layers import Saying
from tipsheet.record import Attribution, Entity, Mention, Span


def _made(text: str, *sayings: Saying, outlets: tuple[str, ...] = ()) -> tuple[Attribution, ...]:
    entities = {
        (found.start, found.end): f"n-{name}" for name in outlets for found in [at(text, name)]
    }
    named = {
        f"n-{name}": Entity(
            id=f"n-{name}", name=name, kind="media", country=None, sector=None,
            mentions=(Mention(start=0, end=0, text="", form="name"),),
        )
        for name in outlets
    }  # fmt: skip
    return attributions_of(
        text, sayings, entities=entities, named=named, count_of=lambda words: len(words.split())
    )


NESTED = "Radio Meridian reported that officials said the camps would be struck."
RELAY = saying(
    NESTED,
    "Radio Meridian",
    "reported",
    "that officials said the camps would be struck",
    kind="media",
)
INNER = saying(NESTED, "officials", "said", "the camps would be struck", kind="anonymous")

BLOCK = (
    "Halloran wrote in The Ferry that strikes are near.\n\n“He will act,” one officer told us. "
    "“We are ready,” said another. The mayor said so too."
)
WROTE = saying(BLOCK, "Halloran", "wrote", "that strikes are near", kind="media")
TOLD = saying(BLOCK, "one officer", "told", "He will act", kind="anonymous")
ANOTHER = saying(BLOCK, "another", "said", "We are ready", kind="anonymous")
MAYOR = saying(BLOCK, "The mayor", "said", "so", after="The mayor")


def test_saying_inside_a_content_came_through_it() -> None:
    outer, inner = _made(NESTED, RELAY, INNER)
    assert (outer.parent, inner.parent) == (None, outer.id)
    assert inner.origin == outer.origin == "Radio Meridian"


def test_innermost_content_is_the_parent_of_three() -> None:
    text = "Radio Meridian said that the mayor said that aides said that it was over."
    sayings = [
        saying(text, "Radio Meridian", "said", text[20:-1], kind="media"),
        saying(text, "the mayor", "said", text[44:-1], after="the mayor"),
        saying(text, "aides", "said", "it was over", after="aides"),
    ]
    assert parents_of(text, sayings) == [None, 0, 1]


def test_sayings_with_the_same_content_do_not_hold_each_other() -> None:
    text = "“It is over, said, reported."
    twin = [saying(text, None, cue, text[1:]) for cue in ("said", "reported")]
    assert parents_of(text, twin) == [None, 0]


def test_told_us_goes_to_the_relayed_report_before_it() -> None:
    parents = parents_of(BLOCK, [WROTE, TOLD, ANOTHER, MAYOR])
    assert parents == [None, 0, 0, None]


def test_told_us_is_the_reports_own_where_nothing_is_relayed() -> None:
    assert parents_of(BLOCK, [TOLD, ANOTHER]) == [None, None]


def test_told_us_is_the_reports_own_after_its_own_voice() -> None:
    text = "Halloran wrote that strikes are near. We have learned of more. “Soon,” one told us."
    sayings = [
        saying(text, "Halloran", "wrote", "that strikes are near", kind="media"),
        saying(text, "We", "have learned", "of more", kind="author"),
        saying(text, "one", "told", "Soon", kind="anonymous"),
    ]
    assert parents_of(text, sayings) == [None, None, None]


def test_told_us_does_not_reach_a_relay_far_before() -> None:
    text = BLOCK.replace("\n\n", " " + "Nothing else is known. " * 100)
    sayings = [
        saying(text, "Halloran", "wrote", "that strikes are near", kind="media"),
        saying(text, "one officer", "told", "He will act", kind="anonymous"),
    ]
    assert parents_of(text, sayings) == [None, None]


@pytest.mark.parametrize(
    ("source", "told", "parent"),
    [
        ("the journalist Ines Halloran", "Halloran", 0),
        ("Halloran", "Ines Halloran", 0),
        ("Halloran", "Halloran’s paper", 0),
        ("Halloran", "the\nHalloran", 0),
        ("Halloran", "Halloran. The", 0),
        ("James", "James’s paper", 0),
        ("The Ferry Times", "the Ferry Times", 0),
        ("The Ferry Times", "the Harbour Times", None),
        ("Halloran", "Brandt", None),
        ("Halloran", "reporters. Halloran", None),
    ],
)
def test_told_a_name_goes_to_the_report_of_that_name(
    source: str, told: str, parent: int | None
) -> None:
    text = f"After {source} wrote that war is near, a clerk told {told} left."
    relay = saying(text, source, "wrote", "that war is near", kind="media")
    other = saying(text, "a clerk", "told", "left", after="a clerk")
    assert parents_of(text, [relay, other])[1] == parent


def test_relay_that_stands_inside_the_saying_is_not_its_parent() -> None:
    text = "“Halloran wrote that war is near,” a clerk told us."
    sayings = [
        saying(text, "Halloran", "wrote", "that war is near", kind="media"),
        saying(text, "a clerk", "told", "Halloran wrote that war is near"),
    ]
    assert parents_of(text, sayings) == [1, None]


@given(st.lists(st.tuples(*[st.integers(0, 60)] * 3, st.sampled_from(["media", "anonymous"]))))
def test_chains_always_end(drawn: list[tuple[int, int, int, str]]) -> None:
    text = "told us told Ann told us " * 3
    sayings = [
        Saying(
            cue=Span.of(text, cue, cue + 4), source=Span.of(text, 13, 16), kind=kind, parent=None,
            content=(Span.of(text, min(a, b), max(a, b) + 1),), score=0.9,
        )
        for cue, a, b, kind in sorted(drawn)
    ]  # fmt: skip
    parents = parents_of(text, sayings)
    for index in range(len(sayings)):
        steps, place = 0, parents[index]
        while place is not None:
            steps, place = steps + 1, parents[place]
            assert steps <= len(sayings)


def test_origin_is_who_was_told_when_that_is_an_outlet() -> None:
    text = "A clerk told Radio Meridian that it was over."
    clerk = saying(text, "A clerk", "told", "that it was over")
    assert _made(text, clerk, outlets=("Radio Meridian",))[0].origin == "Radio Meridian"
    assert _made(text, clerk)[0].origin is None


def test_origin_is_never_a_pronoun() -> None:
    text = "She wrote that it was over."
    she = saying(text, "She", "wrote", "that it was over", kind="media")
    entity = Entity(
        id="n-1", name="She", kind="person", country=None, sector=None,
        mentions=(Mention(start=0, end=3, text="She", form="pronoun"),),
    )  # fmt: skip
    (made,) = attributions_of(
        text, [she], entities={(0, 3): "n-1"}, named={"n-1": entity}, count_of=lambda _: None
    )
    assert (made.entity, made.origin) == ("n-1", None)


def test_only_people_are_counted() -> None:
    text = "Three officials and a draft report said so."
    people = saying(text, "Three officials", "said", "so", kind="anonymous")
    paper = saying(text, "a draft report", "said", "so", kind="document")
    assert _made(text, people)[0].count == 2
    assert _made(text, paper)[0].count is None


def test_attribution_without_a_source_is_anonymous() -> None:
    text = "It is said that it was over."
    (made,) = _made(text, saying(text, None, "is said", "it was over", kind="person"))
    assert (made.kind, made.source, made.count, made.entity) == ("anonymous", None, None, None)


def test_same_cue_and_content_is_one_attribution_the_likeliest() -> None:
    weak = saying(NESTED, "officials", "said", "the camps would be struck", score=0.5)
    (made,) = _made(NESTED, weak, INNER)
    assert (made.confidence, made.kind) == (0.9, "anonymous")


@pytest.mark.parametrize(
    ("text", "content", "quote"),
    [
        ("“It is over,” she said.", ["It is over"], "direct"),
        ("“It is over,” she said.", ["“It is over,”"], "direct"),
        ('"It is over," she said.', ["It is over,"], "direct"),
        ("‘It is over,’ she said.", ["It is over"], "direct"),
        ("“It is,” she said. “Over.”", ["It is", "Over."], "direct"),
        ("“It is over.\n\n“We won,” she said.", ["It is over.\n\n“We won"], "direct"),
        ('"It is over.\n\n"We won," she said.', ['It is over.\n\n"We won'], "direct"),
        ("She said that it was over.", ["that it was over"], "indirect"),
        ("She saw the soldiers’ camps’ end.", ["the soldiers’ camps’ end"], "indirect"),
        ("She said that it was “over”.", ["that it was “over”"], "mixed"),
        ("She said that it was ‘over’.", ["that it was ‘over’"], "mixed"),
        ("“Over,” she said, and that it ended.", ["Over", "that it ended"], "mixed"),
        ("It “ended” and was “over”, she said.", ["“ended” and was “over”"], "mixed"),
        ('It "ended" and was "over", she said.', ['"ended" and was "over"'], "mixed"),
        ('"No," he said. It is over. "Yes."', ["It is over."], "indirect"),
    ],
)
def test_quote_tells_direct_mixed_and_indirect(text: str, content: list[str], quote: str) -> None:
    assert quote_of(text, [at(text, part) for part in content]) == quote


def test_place_hangs_on_the_innermost_content_that_holds_all_of_it() -> None:
    outer, inner = _made(NESTED, RELAY, INNER)
    contents = Innermost((outer, inner))
    assert contents.at(at(NESTED, "struck")) == inner.id
    assert contents.at(at(NESTED, "officials")) == outer.id
    assert contents.at(at(NESTED, "Radio")) is None
    assert contents.at(at(NESTED, "said the")) == outer.id


def test_of_equal_contents_the_deeper_in_the_chain_has_the_place() -> None:
    text = "It is over, aides told Halloran, who wrote it."
    sayings = [
        saying(text, "aides", "told", "It is over", kind="anonymous"),
        saying(text, "Halloran", "wrote", "It is over", kind="media"),
    ]
    made = _made(text, *sayings)
    assert made[0].parent == made[1].id
    assert Innermost(made).at(at(text, "over")) == made[0].id
    assert Innermost(made[::-1]).at(at(text, "over")) == made[0].id


def test_place_far_into_a_long_content_is_found() -> None:
    text = "She said " + "it was over and " * 400
    (made,) = _made(text, saying(text, "She", "said", text[9:]))
    assert Innermost([made]).at(Span.of(text, 5000, 5004)) == made.id


def test_document_in_an_unmarked_block_came_through_the_relayed_report() -> None:
    text = "Halloran wrote that strikes are near. “He acts,” one told us. An order says they begin."
    sayings = [
        saying(text, "Halloran", "wrote", "that strikes are near", kind="media"),
        saying(text, "one", "told", "He acts", kind="anonymous"),
        saying(text, "An order", "says", "they begin", kind="document"),
    ]
    assert parents_of(text, sayings) == [None, 0, 0]
