"""A name of any bytes becomes a printable key, and nothing is lost on the way back."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.errors import StorageError
from orchestration.storage.keys import checked, original, printable


@pytest.mark.parametrize(
    ("name", "key"),
    [
        (b"retour.xlsx", "retour.xlsx"),
        ("Cité – T4 n°1.xlsx".encode(), "Cité – T4 n°1.xlsx"),
        ("日本/😀".encode(), "日本/😀"),
        (b"cit\xe9.xlsx", "cit%E9.xlsx"),  # a name written in Windows-1252
        (b"a\xff\xfe", "a%FF%FE"),
        (b"two\nlines", "two%0Alines"),
        (b"bell\x07\x7f", "bell%07%7F"),
        ("next\u0085line\u2028".encode(), "next%C2%85line%E2%80%A8"),
        (b"100%.xlsx", "100%.xlsx"),
        (b"a%20b%zz%", "a%20b%zz%"),  # no pair that we write ourselves: left as it is
        (b"a%0Ab", "a%250Ab"),
        (b"%25", "%2525"),
        (b"%e9", "%e9"),
    ],
)
def test_a_name_has_one_key(name, key):
    assert printable(os.fsdecode(name)) == key
    assert os.fsencode(original(key)) == name


@given(st.binary(max_size=40))
def test_any_bytes_come_back(name):
    assert os.fsencode(original(printable(os.fsdecode(name)))) == name


@given(
    st.lists(st.sampled_from([b"%", b"2", b"5", b"E", b"9", b"\xe9", b"\xc3\xa9", b"\n"]), max_size=8).map(
        b"".join
    )
)
def test_escapes_beside_escapes_come_back(name):
    assert os.fsencode(original(printable(os.fsdecode(name)))) == name


@given(st.binary(max_size=40))
def test_a_key_can_be_written_anywhere(name):
    key = printable(os.fsdecode(name))
    key.encode("utf-8")
    assert len(f"a{key}b".splitlines()) == 1


@pytest.mark.parametrize("key", ["a", "a/b", ".a", "a..b/...", "a b/é", "run.lock"])
def test_a_relative_path_is_a_key(key):
    assert checked(key) == key


@pytest.mark.parametrize(
    "key", ["", "/", "/a", "a/", "a//b", ".", "..", "a/..", "../a", "a/./b", "a\0", "a%00"]
)
def test_what_could_lead_out_of_the_storage_is_no_key(key):
    with pytest.raises(StorageError, match="is no key of a storage"):
        checked(key)
