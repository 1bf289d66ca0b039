import pytest


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("{President [PER Ada Moro]} spoke. {The president} left.", "Ada Moro", "The president"),
        (
            "[PER Ada Moro], the harbor minister, spoke. {The minister} left.",
            "Ada Moro",
            "The minister",
        ),
        ("{A gunman} fired. {The gunman} fled.", "A gunman", "The gunman"),
        ("{Three clerks} spoke. {The three} left.", "Three clerks", "The three"),
        ("{Two armed rebels} fled. {The rebels} hid.", "Two armed rebels", "The rebels"),
        ("{[ORG Marlow Union]} met. {The union} voted.", "Marlow Union", "The union"),
        ("{Mr. [PER Otto Krell]} ate. {He} slept.", "Otto Krell", "He"),
        ("{A policewoman} ran. {She} fell.", "A policewoman", "She"),
        ("{The harbor company} paid. {It} lost.", "The harbor company", "It"),
        ("{Some nurses} marched. {They} sang.", "Some nurses", "They"),
        ("{Kelm police} came. {Kelm police} left.", "Kelm police", "Kelm police"),
        ("{The envoy}, {who} limped, left.", "The envoy", "who"),
        ('"{I} agree," {person: [PER Otto Krell]} said.', "Otto Krell", "I"),
        ('{person: [PER Otto Krell]} said: "{I} agree."', "Otto Krell", "I"),
    ],
)
def test_phrase_is_linked_to_what_it_refers_to(read, text, first, second):
    assert read(text).same(first, second)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("{Mr. [PER Otto Krell]} ate. {She} slept.", "Otto Krell", "She"),
        ("{Some nurses} marched. {He} sang.", "Some nurses", "He"),
        ("{A gunman} fired. {Another gunman} fled.", "A gunman", "Another gunman"),
        ("{Two rebels} fled. {Three rebels} hid.", "Two rebels", "Three rebels"),
        (
            "{The Peruvian president} sat. {The Chilean president} sat.",
            "The Peruvian president",
            "The Chilean president",
        ),
        (
            "{Peruvian President [PER Ada Moro]} sat. {The Chilean president} sat.",
            "Ada Moro",
            "The Chilean president",
        ),
        ("{President [PER Ada Moro]} sat. {A president} sat.", "Ada Moro", "A president"),
        ("{officials} said. {officials} said.", "officials", "officials"),
        ("{The farmer} ate. {It} was good.", "The farmer", "It"),
    ],
)
def test_phrase_is_not_linked_to_what_it_cannot_be(read, text, first, second):
    built = read(text)
    last = -1 if first == second else 0
    assert built.at(first).id != built.at(second, last).id


def test_she_passes_over_a_man_to_the_woman_before(read):
    built = read("{[PER Maria Ost]} met {Mr. [PER Otto Krell]}. {She} smiled.")
    assert built.same("Maria Ost", "She")


def test_president_is_the_one_whose_title_fits(read):
    built = read(
        "{President [PER Ada Moro]} met {Senator [PER Otto Krell]}. "
        "{The president} left; {the senator} stayed."
    )
    assert built.same("Ada Moro", "The president")
    assert built.same("Otto Krell", "the senator")


def test_forms_of_mentions_are_told(read):
    built = read("{President [PER Ada Moro]} spoke. {The president} left. {She} slept.")
    assert [mention.form for mention in built.entities[0].mentions] == [
        "name",
        "nominal",
        "pronoun",
    ]


def test_antecedents_of_the_model_come_before_rules(read):
    def antecedents(spans):
        return [0 if span.text == "He" else None for span in spans]

    text = "{Mr. [PER Otto Krell]} met {Mr. [PER Jan Brell]}. {He} slept."
    assert read(text, antecedents).same("Mr. Otto Krell", "He")


def test_antecedents_that_cannot_be_are_refused(read):
    def antecedents(spans):
        return [0 if span.text == "They" else None for span in spans]

    built = read("{Mr. [PER Otto Krell]} slept. {They} ate.", antecedents)
    assert not built.same("Mr. Otto Krell", "They")


def test_name_joins_the_phrase_that_the_model_says_it_repeats(read):
    def antecedents(spans):
        return [0 if span.text == "Otto Krell" else None for span in spans]

    built = read("{A baker} slept. Neighbours knew [PER Otto Krell].", antecedents)
    assert built.same("A baker", "Otto Krell")
    assert built.entities[0].name == "Otto Krell"
