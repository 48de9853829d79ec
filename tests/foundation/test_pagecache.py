"""Finished pages in memory."""

from datetime import UTC, datetime, timedelta

from workshops.foundation.pagecache import MOST_PAGES, PageCache

NOW = datetime(2027, 1, 10, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def test_a_page_is_found_under_its_key_until_its_time_is_over() -> None:
    cache = PageCache()
    kept = cache.keep(("airlines", 1, "en"), "Words", LATER)
    assert (kept.body, len(kept.etag)) == (b"Words", 32)
    assert cache.find(("airlines", 1, "en"), NOW) is kept
    assert cache.find(("airlines", 2, "en"), NOW) is None
    assert cache.find(("airlines", 1, "en"), LATER) is None


def test_the_validator_follows_the_octets() -> None:
    cache = PageCache()
    first, same, other = (cache.keep(key, text, LATER) for key, text in enumerate(("a", "a", "b")))
    assert first.etag == same.etag != other.etag


def test_the_page_not_asked_for_longest_makes_room() -> None:
    cache = PageCache()
    for key in range(MOST_PAGES):
        cache.keep(key, "", LATER)
    cache.find(0, NOW)
    cache.keep("one more", "", LATER)
    assert cache.find(0, NOW) is not None
    assert cache.find(1, NOW) is None
    cache.clear()
    assert cache.find(0, NOW) is None
