from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles import read
from service.errors import UnreadableArticleError
from service.urls import canonical_url

BODY = (
    "<p>The council of Ostrand voted on Monday to close the harbour bridge for two years.</p>"
    "<p>Mayor Ilse Brandt said that the steel had rusted further than inspectors had feared.</p>"
    "<p>Traders on the east bank said that the detour would cost them a third of their custom.</p>"
)

STAMP = "2024-05-06T07:08:00+02:00"


def page(head: str) -> bytes:
    return (
        f"<html><head><title>Bridge to close</title>{head}</head>"
        f"<body><article><h1>Bridge to close</h1>{BODY}</article></body></html>"
    ).encode()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])).filter(str.strip))
def test_a_text_in_utf_8_is_kept_exactly(text: str) -> None:
    assert read(text.encode(), name="a.txt").text == text.removeprefix("\ufeff")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read(b"\xef\xbb\xbfBridge shut\r\n\r\nIt closed.", name="a.txt").text.startswith(
        "Bridge"
    )


def test_windows_text_is_decoded_by_detection() -> None:
    text = "Le maire a déclaré que la rivière était montée très vite à l\u2019écluse. " * 5
    assert read(text.encode("cp1252"), name="a.txt").text == text


@pytest.mark.parametrize("data", [b"", b" \n\t "])
def test_no_text_is_a_clear_error(data: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match=r"a\.txt"):
        read(data, name="a.txt")


@pytest.mark.parametrize("data", [b"", b"<html><body></body></html>"])
def test_a_page_without_an_article_is_a_clear_error(data: bytes) -> None:
    with pytest.raises(UnreadableArticleError):
        read(data, name="a.html")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Bridge to close\n\nThe council voted.", "Bridge to close"),
        ("Bridge to close\n\nThe council voted.", "Bridge to close"),
        ("The council voted to close the bridge.\n\nTraders object.", None),
    ],
)
def test_the_first_line_is_the_title_unless_it_is_a_sentence(text: str, title: str | None) -> None:
    assert read(text.encode(), name="a.txt").title == title


def test_what_is_known_wins() -> None:
    article = read(b"# Bridge\n\nThe council voted.", name="a.txt", title="Other", outlet="Echo")
    assert (article.title, article.outlet) == ("Other", "Echo")


def test_a_page_gives_its_words_without_its_furniture() -> None:
    article = read(page(""), name="a.html")
    assert article.title == "Bridge to close"
    assert "rusted further than inspectors had feared" in article.text
    assert "<p>" not in article.text


@pytest.mark.parametrize(
    "head",
    [
        f'<meta property="article:published_time" content="{STAMP}">',
        f'<script type="application/ld+json">{{"datePublished": "{STAMP}"}}</script>',
        f'<script type="application/ld+json">[{{}}, {{"datePublished": "{STAMP}"}}]</script>',
        f'<script type="application/ld+json">{{"@graph":[{{"datePublished":"{STAMP}"}}]}}</script>',
    ],
)
def test_the_time_of_publication_keeps_its_instant(head: str) -> None:
    moment = datetime(2024, 5, 6, 7, 8, tzinfo=timezone(timedelta(hours=2)))
    found = read(page(head), name="a.html").published
    assert isinstance(found, datetime)
    assert found.astimezone(UTC) == moment.astimezone(UTC)


def test_a_time_without_a_zone_is_only_a_day() -> None:
    head = '<meta property="article:published_time" content="2024-05-06T23:30:00">'
    assert read(page(head), name="a.html").published == date(2024, 5, 6)


@pytest.mark.parametrize("odd", ["{", "3", "null", '{"@graph": 3}', '[["x"]]', '{"@graph": null}'])
def test_odd_metadata_never_costs_the_article(odd: str) -> None:
    head = f'<script type="application/ld+json">{odd}</script>'
    assert "harbour bridge" in read(page(head), name="a.html").text


@pytest.mark.parametrize(
    ("shared", "canonical"),
    [
        ("HTTPS://News.Example:443/A/b/?utm_source=x&id=7#top", "https://news.example/A/b?id=7"),
        ("http://news.example:8080", "http://news.example:8080/"),
        ("https://news.example/a?fbclid=1", "https://news.example/a"),
        ("https://news.example/a?Q=%C3%A9", "https://news.example/a?Q=%C3%A9"),
    ],
)
def test_one_address_however_shared(shared: str, canonical: str) -> None:
    assert canonical_url(shared) == canonical


@given(
    st.text(alphabet="abc/%20.", max_size=12),
    st.dictionaries(st.sampled_from(["id", "utm_medium", "p q"]), st.text(max_size=4)),
)
def test_a_canonical_address_stays_itself(path: str, query: dict[str, str]) -> None:
    pairs = "&".join(f"{name}={value}" for name, value in query.items())
    once = canonical_url(f"https://News.Example/{path}?{pairs}")
    assert canonical_url(once) == once
