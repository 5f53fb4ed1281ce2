"""A file has settled once two looks in a row found it alike; what is kept between looks is small."""

from datetime import UTC, datetime

from orchestration.schedule.settling import Look, look, token
from orchestration.storage.interface import Entry

DAY = datetime(2024, 1, 15, tzinfo=UTC)


def entry(name: str, mark: str = "10-1") -> Entry:
    return Entry(f"landing/{name}", 10, DAY, mark)


def test_nothing_has_settled_at_the_first_look():
    assert look([entry("a"), entry("b")], []) == Look(
        tuple(sorted([token(entry("a")), token(entry("b"))])), ()
    )


def test_what_is_alike_at_the_second_look_has_settled():
    first = look([entry("a")], [])
    assert look([entry("a")], first.tokens).settled == (token(entry("a")),)


def test_a_file_that_grew_waits_and_holds_nobody_up():
    first = look([entry("a"), entry("b", "10-1")], [])
    second = look([entry("a"), entry("b", "20-2")], first.tokens)
    assert (second.settled, second.moving) == ((token(entry("a")),), 1)
    third = look([entry("a"), entry("b", "20-2")], second.tokens)
    assert (len(third.settled), third.moving) == (2, 0)


def test_a_batch_has_one_name_whatever_the_order():
    before = [token(entry("a")), token(entry("b"))]
    assert look([entry("a"), entry("b")], before).batch == look([entry("b"), entry("a")], before).batch


def test_another_file_or_another_content_makes_another_batch():
    entries = [[entry("a")], [entry("b")], [entry("a", "11-1")], [entry("a"), entry("b")]]
    batches = {look(some, [token(one) for one in some]).batch for some in entries}
    assert len(batches) == 4


def test_a_token_tells_the_key_from_the_mark():
    assert token(entry("a", "1")) != token(entry("a1", ""))


def test_what_is_kept_between_looks_is_bounded():
    crowd = [entry(f"{number:06d}") for number in range(5_000)]
    seen = look(iter(crowd), [], limit=1_000)
    assert len(seen.tokens) == 1_000
    assert look(iter(crowd), seen.tokens, limit=1_000).settled == seen.tokens
