from tipsheet.record import Report


def test_report_id_comes_from_address_date_and_text() -> None:
    one = Report.of("The army left.", published="2025-03-01")
    assert one.id == Report.of("The army left.", published="2025-03-01", title="Gone").id
    assert one.id != Report.of("The army left.", published="2025-03-02").id
    assert one.id != Report.of("The army left.", published="2025-03-01", url="https://a.example").id


def test_report_keeps_a_given_id_and_text_untouched() -> None:
    report = Report.of(" \x00 The army\r\nleft.\n", id="wire-7")
    assert report.id == "wire-7"
    assert report.text == " \x00 The army\r\nleft.\n"


def test_report_knows_nothing_that_it_was_not_told() -> None:
    report = Report.of("The army left.")
    assert (report.published, report.published_from, report.publisher) == (None, None, None)
    assert (report.byline, report.kind) == ((), "text")
