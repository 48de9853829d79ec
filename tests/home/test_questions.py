"""The page of answers, which everybody can find."""

from tests.support.browser import Browser


def test_the_foot_of_a_page_leads_to_help_even_where_nothing_was_found(client: Browser) -> None:
    pages = [client.get(path) for path in ("/sign-in", "/nowhere")]
    assert ["/help" in page.links() for page in pages] == [True, True]


def test_help_answers_ten_questions_and_says_from_where_mail_comes(client: Browser) -> None:
    page = client.get("/help")
    assert page.heading == "Help"
    assert len(page.tree.findall(".//main//h2")) == 10
    assert "ask for messages from workshops@workshops.example to be let through" in page.words
