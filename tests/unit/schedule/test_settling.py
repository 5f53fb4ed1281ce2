"""A file has settled once two looks in a row found it alike, and whole; what is kept between looks is small."""

from datetime import UTC, datetime

import pytest

from orchestration.schedule.settling import Look, Memory, look, token
from orchestration.storage.interface import Entry

DAY = datetime(2024, 1, 15, tzinfo=UTC)


def entry(name: str, mark: str = "10-1") -> Entry:
    return Entry(f"landing/{name}", 10, DAY, mark)


def after(*seen: Entry) -> Memory:
    return Memory(tuple(token(one) for one in seen))


def test_nothing_has_settled_at_the_first_look():
    found = look([entry("a"), entry("b")], Memory())
    assert found == Look(tuple(sorted([token(entry("a")), token(entry("b"))])), ())


def test_what_is_alike_at_the_second_look_has_settled():
    first = look([entry("a")], Memory())
    assert look([entry("a")], first.memory()).settled == (token(entry("a")),)


def test_a_file_that_grew_waits_and_holds_nobody_up():
    first = look([entry("a"), entry("b", "10-1")], Memory())
    second = look([entry("a"), entry("b", "20-2")], first.memory())
    assert (second.settled, second.moving) == ((token(entry("a")),), 1)
    third = look([entry("a"), entry("b", "20-2")], second.memory())
    assert (len(third.settled), third.moving) == (2, 0)


def test_a_file_on_its_way_waits_though_it_stands_still():
    files = [entry("a"), entry("b")]
    found = look(files, after(*files), on_its_way=lambda one: one.key.endswith("b"))
    assert (found.settled, found.moving) == ((token(entry("a")),), 1)


def test_only_files_that_were_found_alike_are_opened():
    opened = []
    look([entry("a"), entry("b", "20-2")], after(entry("a"), entry("b", "10-1")), on_its_way=opened.append)
    assert opened == [entry("a")]


def test_a_batch_has_one_name_whatever_the_order():
    before = after(entry("a"), entry("b"))
    assert look([entry("a"), entry("b")], before).batch == look([entry("b"), entry("a")], before).batch


def test_another_file_or_another_content_makes_another_batch():
    entries = [[entry("a")], [entry("b")], [entry("a", "11-1")], [entry("a"), entry("b")]]
    assert len({look(some, after(*some)).batch for some in entries}) == 4


def test_a_token_tells_the_key_from_the_mark():
    assert token(entry("a", "1")) != token(entry("a1", ""))


def test_what_is_kept_between_looks_is_bounded():
    crowd = [entry(f"{number:06d}") for number in range(5_000)]
    seen = look(iter(crowd), Memory(), limit=1_000)
    assert len(seen.tokens) == 1_000
    assert look(iter(crowd), seen.memory(), limit=1_000).settled == seen.tokens


def test_what_is_kept_can_be_written_down():
    memory = Memory((token(entry("a")),), "landing/é")
    assert Memory.read(memory.text) == memory


@pytest.mark.parametrize("nothing", [None, "", "{}", "[]", '["0123456789abcdef"]'])
def test_nothing_is_remembered_from_what_is_not_understood(nothing):
    assert Memory.read(nothing) == Memory()


def test_once_asked_for_the_next_look_goes_on_behind_and_round():
    crowd = [entry(name) for name in "abcde"]
    first = look(crowd, Memory(), limit=3)
    assert first.last == "landing/c"
    second = look(crowd, first.memory(go_on=True), limit=3)
    assert second.tokens == tuple(sorted(map(token, [crowd[3], crowd[4], crowd[0]])))
    assert second.settled == ()
    assert look(crowd, second.memory(), limit=3).settled == second.tokens


def test_going_on_behind_the_last_begins_at_the_first():
    crowd = [entry(name) for name in "abcd"]
    assert look(crowd, Memory((), "landing/z"), limit=2).last == "landing/b"


@pytest.mark.parametrize("begin", ["", "landing/a", "landing/b", "landing/z"])
def test_where_all_fit_into_one_look_it_does_not_matter_where_it_begins(begin):
    files = [entry("a"), entry("b"), entry("c")]
    found = look(files, Memory(after(*files).tokens, begin), limit=3)
    assert (len(found.settled), found.batch) == (3, look(files, after(*files)).batch)
    assert found.memory(go_on=True) == Memory(found.tokens, begin)
