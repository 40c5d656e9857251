import datetime as dt
import io
from collections.abc import Sequence
from email.message import EmailMessage

import docx
import openpyxl
import pptx
import pytest
from reportlab.pdfgen import canvas

from retrieval.loaders import load
from tests.retrieval.loaders.making import PARAGRAPH, cells, pdf, saved, shown, wheres, word_body

LONG = "The new sign-in page replaces the old one at all sites, and nobody needs to install anything. " * 3


def test_markdown_and_text_keep_the_very_text_of_the_file() -> None:
    text = "# Größe\r\n\r\n- eins\n- zwei\n"

    for name, media in (("plan.md", "text/markdown"), ("plan.txt", "text/plain")):
        parsed = load(name, text.encode())
        assert (parsed.text, parsed.title, parsed.media_type) == (text, "Größe", media)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_marked_encodings_are_read(encoding: str) -> None:
    assert load("plan.txt", "Größe der Änderung".encode(encoding)).text == "Größe der Änderung"


def test_windows_text_is_read_and_the_user_is_told() -> None:
    parsed = load("plan.txt", "Die Änderung gilt für alle – “sofort”.".encode("cp1252"))

    assert parsed.text == "Die Änderung gilt für alle – “sofort”."
    assert "Windows-1252" in parsed.notes[0]


def test_word_headings_lists_and_tables_are_read_in_order() -> None:
    document = docx.Document()
    document.add_heading("Rollout", 0)
    document.add_heading("Scope", 2)
    document.add_paragraph("All sites.")
    document.add_paragraph("warehouse", style="List Bullet")
    document.add_paragraph("night shift", style="List Bullet 2")
    table = document.add_table(rows=3, cols=2)
    for row, words in enumerate([("Site", "Day"), ("Ulm", "3 May"), ("Rome", "4 May")]):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    document.add_paragraph("After the table.")

    parsed = load("plan.docx", saved(document))

    assert shown(parsed) == [
        ("heading", 1, "Rollout"),
        ("heading", 2, "Scope"),
        ("paragraph", 0, "All sites."),
        ("item", 1, "warehouse"),
        ("item", 2, "night shift"),
        ("row", 0, "Site | Day"),
        ("row", 0, "Ulm | 3 May"),
        ("row", 0, "Rome | 4 May"),
        ("paragraph", 0, "After the table."),
    ]
    assert cells(parsed) == [[("Site", "Ulm"), ("Day", "3 May")], [("Site", "Rome"), ("Day", "4 May")]]
    assert parsed.blocks[-1].headings == ("Rollout", "Scope")
    assert parsed.text.startswith("Rollout\n\nScope\n\nAll sites.\n\n- warehouse\n  - night shift\n\nSite | Day\n")


def test_word_names_merged_over_rows_stand_in_each_row_and_other_merged_cells_once() -> None:
    document = docx.Document()
    table = document.add_table(rows=5, cols=3)
    for row in range(5):
        for column in range(3):
            table.cell(row, column).text = f"{'head' if row == 0 else 'cell'} {row}{column}"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "tall"
    table.cell(3, 0).merge(table.cell(4, 0)).text = "told at length " * 6
    table.cell(1, 1).merge(table.cell(1, 2)).text = "wide"

    parsed = load("plan.docx", saved(document))

    assert parsed.text.count("wide") == 1
    assert parsed.text.count("told at length") == 6
    assert cells(parsed)[1] == [("head 00", "tall"), ("head 01", "cell 21"), ("head 02", "cell 22")]


def test_word_content_controls_changes_and_comments_are_read() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{PARAGRAPH}</w:sdtContent></w:sdt>"
        "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
    )
    parsed = load("plan.docx", word_body(body))
    assert [words for _, _, words in shown(parsed)] == ["Everyone signs in anew.", "new"]
    assert "tracked changes" in parsed.notes[0]

    document = docx.Document()
    document.add_comment(document.add_paragraph("All sites.").runs, text="Who pays?", author="Jana")
    parsed = load("plan.docx", saved(document))
    assert list(zip(wheres(parsed), shown(parsed), strict=True))[1] == (
        "comment by Jana",
        ("paragraph", 0, "Who pays?"),
    )


def test_slides_have_titles_bullets_tables_and_notes_at_their_place() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Go-live"
    frame = slide.placeholders[1].text_frame
    frame.text = "new page"
    below = frame.add_paragraph()
    below.text, below.level = "same password", 1
    slide.notes_slide.notes_text_frame.text = "Show it live."
    table = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_table(2, 2, 0, 0, 100, 100).table
    for index, word in enumerate(["Site", "Day", "Ulm", "3 May"]):
        table.cell(index // 2, index % 2).text = word

    parsed = load("deck.pptx", saved(deck))

    assert list(zip(wheres(parsed), shown(parsed), strict=True)) == [
        ("slide 1", ("heading", 1, "Go-live")),
        ("slide 1", ("item", 1, "new page")),
        ("slide 1", ("item", 2, "same password")),
        ("slide 1, notes", ("paragraph", 0, "Show it live.")),
        ("slide 2", ("row", 0, "Site | Day")),
        ("slide 2", ("row", 0, "Ulm | 3 May")),
    ]
    assert parsed.blocks[-1].headings == ()
    assert cells(parsed) == [[("Site", "Ulm"), ("Day", "3 May")]]


def test_a_workbook_shows_values_as_its_reader_sees_them() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Milestones"
    sheet.append(["Plan of the pilot"])
    sheet.append([])
    sheet.append(["Milestone", "Date", "Share", "Cost"])
    sheet.append(["Pilot", dt.date(2027, 5, 3), 0.25, 1234.5])
    sheet["C4"].number_format, sheet["D4"].number_format = "0%", "#,##0.00"
    sheet.append(["Go-live", dt.datetime(2027, 6, 1, 8, 30), None, 1000000])
    sheet["C5"] = "=1/4"
    hidden = book.create_sheet("Salaries")
    hidden["A1"], hidden.sheet_state = "secret", "hidden"

    parsed = load("plan.xlsx", saved(book))

    assert cells(parsed) == [
        [("Milestone", "Pilot"), ("Date", "2027-05-03"), ("Share", "25%"), ("Cost", "1,234.50")],
        [("Milestone", "Go-live"), ("Date", "2027-06-01 08:30"), ("Cost", "1000000")],
    ]
    assert wheres(parsed)[1:] == [f"sheet Milestones, row {n}" for n in (1, 3, 4, 5)]
    assert "secret" not in parsed.text
    assert any("Salaries is hidden" in note for note in parsed.notes)
    assert any("1 formula" in note for note in parsed.notes)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_is_read_with_its_own_delimiter(mark: str) -> None:
    text = f'Device{mark}Count{mark}Note\nScanner{mark}120{mark}"new, 5; {mark} old"\n'

    parsed = load("list.csv", text.encode())

    note = " ".join(f"new, 5; {mark} old".split())
    assert cells(parsed) == [[("Device", "Scanner"), ("Count", "120"), ("Note", note)]]
    assert wheres(parsed) == ["row 1", "row 2"]


def test_html_is_what_its_reader_sees() -> None:
    page = (
        "<!doctype html><html><head><title>The plan</title><style>p{}</style></head><body><nav>Home</nav>"
        "<h1>Big <b>change</b></h1><p>Hello<br>there</p><script>alert(1)</script><div hidden>no</div>"
        "<p style='display: none'>no</p><ul><li>one<ul><li>below</li></ul></li><li>two</li></ul>"
        "<table><tr><th>Site</th><th>Day</th></tr><tr><td rowspan=2>Ulm</td><td>3 May</td></tr>"
        "<tr><td>4 May</td></tr></table><pre>a\n  b</pre>loose</body></html>"
    )

    parsed = load("plan.html", page.encode())

    assert parsed.title == "The plan"
    assert shown(parsed) == [
        ("heading", 1, "Big change"),
        ("paragraph", 0, "Hello\nthere"),
        ("item", 1, "one"),
        ("item", 2, "below"),
        ("item", 1, "two"),
        ("row", 0, "Site | Day"),
        ("row", 0, "Ulm | 3 May"),
        ("row", 0, " | 4 May"),
        ("code", 0, "a\n  b"),
        ("paragraph", 0, "loose"),
    ]
    assert cells(parsed)[1] == [("Day", "4 May")]


def test_a_pdf_has_pages_headings_paragraphs_and_ruled_tables() -> None:
    table = [["Milestone", "Date"], ["Pilot", "2027-05-03"]]
    data = pdf([[("Heading1", "Rollout"), ("Normal", LONG), table, ("Normal", "After it.")], [("Heading1", "Support")]])

    parsed = load("plan.pdf", data)

    assert list(zip(wheres(parsed), shown(parsed), strict=True)) == [
        ("page 1", ("heading", 1, "Rollout")),
        ("page 1", ("paragraph", 0, LONG.strip())),
        ("page 1", ("row", 0, "Milestone | Date")),
        ("page 1", ("row", 0, "Pilot | 2027-05-03")),
        ("page 1", ("paragraph", 0, "After it.")),
        ("page 2", ("heading", 1, "Support")),
    ]
    assert cells(parsed) == [[("Milestone", "Pilot"), ("Date", "2027-05-03")]]


def test_words_broken_over_the_lines_of_a_pdf_are_put_together() -> None:
    file = io.BytesIO()
    page = canvas.Canvas(file)
    lines = ["The programme has an exam-", "ple of a well-known single sign-", "in page: the sign-in for all."]
    for index, line in enumerate(lines):
        page.drawString(72, 700 - 14 * index, line)
    page.save()

    parsed = load("plan.pdf", file.getvalue())

    assert "an example of a well-known single sign-in page" in " ".join(parsed.text.split())


def test_running_titles_of_a_pdf_are_left_out() -> None:
    file = io.BytesIO()
    page = canvas.Canvas(file)
    for number in range(1, 5):
        page.drawString(72, 800, f"Internal use only - page {number}")
        for line in range(4):
            page.drawString(72, 600 - 14 * line, f"Sentence {number}{line} of the text that matters.")
        page.showPage()
    page.save()

    text = load("plan.pdf", file.getvalue()).text
    assert "Internal" not in text
    assert text.count("Sentence") == 16


def lines_pdf(pages: Sequence[Sequence[str]]) -> bytes:
    file = io.BytesIO()
    page = canvas.Canvas(file)
    for lines in pages:
        for index, line in enumerate(lines):
            page.drawString(72, 700 - 40 * index, line)
        page.showPage()
    page.save()
    return file.getvalue()


@pytest.mark.parametrize(
    "line",
    ["Page {}: single sign-on goes live.", "Single sign-on goes live.", "Wave {} of 3"],
)
def test_what_is_all_of_a_pages_text_is_kept_though_every_page_of_a_pdf_says_it(line: str) -> None:
    pages = [[line.format(number)] for number in (1, 2, 3)]

    assert load("plan.pdf", lines_pdf(pages)).text.split("\n\n") == [words for page in pages for words in page]


def test_lines_of_a_pdf_that_differ_in_more_than_the_pages_number_are_kept() -> None:
    sites = ("Ulm", "Trier", "Bonn", "Hof")
    text = "Everyone in {} signs in anew, and the service desk has more people on those days."
    pages = [
        [f"Wave {n} goes live on {n * 7} May", text.format(site), "Draft", f"{n} / 4"]
        for n, site in enumerate(sites, 1)
    ]

    read = load("plan.pdf", lines_pdf(pages)).text

    assert [f"Wave {n} goes live on {n * 7} May" in read for n in (1, 2, 3, 4)] == [True] * 4
    assert "Draft" not in read
    assert "/ 4" not in read


def test_a_mail_is_its_subject_head_text_and_quotes() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Jana <jana@example.org>", "team@example.org", "Go-live für alle"
    mail["Date"] = dt.datetime(2027, 5, 3, 10, tzinfo=dt.UTC)
    mail.set_content("Dear all,\n\nthe go-live moves to June.\n\n> Is it ready?\n")
    mail.add_alternative("<p>the page version</p>", subtype="html")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="plan.pdf")

    parsed = load("news.eml", mail.as_bytes())

    assert (parsed.title, parsed.dated) == ("Go-live für alle", dt.date(2027, 5, 3))
    assert [words for _, _, words in shown(parsed)][2:] == ["Dear all,", "the go-live moves to June.", "Is it ready?"]
    assert "From: Jana <jana@example.org>" in parsed.text
    assert wheres(parsed)[-2:] == ["", "quoted reply"]
    assert any("plan.pdf" in note for note in parsed.notes)


def test_a_mail_that_is_only_a_page_is_read_with_its_quotes() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "jana@example.org", "Go-live"
    mail.set_content("<p>It moves.</p><blockquote>Is it ready?</blockquote>", subtype="html")

    parsed = load("news.eml", mail.as_bytes())

    assert list(zip(wheres(parsed), shown(parsed), strict=True))[2:] == [
        ("", ("paragraph", 0, "It moves.")),
        ("quoted reply", ("paragraph", 0, "Is it ready?")),
    ]
