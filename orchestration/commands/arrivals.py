"""What a run says of files that were sent again, do not count, or are in doubt: which file, what it is, what to do.

Belongs here: these lines of the summary, for those who run the programme. Does not belong here: the rest of it (`run`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from orchestration.landing.intake import Arrival
from orchestration.run import Run
from orchestration.submissions.register import Event
from orchestration.submissions.reports import REPORTS, place_of
from orchestration.terminal import safe

_SHOWN = 20
"""Lines of one kind; the register has them all."""


def arrivals(opened: Run) -> Iterator[str]:
    """The lines, kind by kind, once everything is judged and committed."""
    kinds = (_sent_again(opened), _not_counting(opened), _older_by_date(opened), _in_doubt(opened))
    for lines in kinds:
        yield from map(safe, islice(lines, _SHOWN))
        more = sum(1 for _ in lines)
        if more:
            yield f"… and {more} more of this kind"


def left_about(number: int) -> Iterator[str]:
    """How many objects of the landing area are no files that anybody dropped."""
    if number:
        what = "1 file that a system left" if number == 1 else f"{number} files that systems left"
        yield f"left alone: {what} about (.DS_Store, locks of open documents …): no returns"


def _sent_again(opened: Run) -> Iterator[str]:
    """Every file whose bytes were received before."""
    withdrawn = {event["empreinte"] for event in opened.register.of_kind("retiree")}
    in_force = opened.register.in_force()
    new = {arrival.fingerprint: arrival.key for arrival in opened.intake.new}
    for arrival in opened.intake.recognised:
        if same := new.get(arrival.fingerprint):
            yield f"sent again: {arrival.key} is {same} once more: one of them is enough"
        elif event := opened.register.judgements.get(arrival.fingerprint):
            yield f"sent again: {arrival.key} {_what_it_is(opened, event, withdrawn, in_force.values())}"


def _what_it_is(opened: Run, event: Event, withdrawn: Iterable[str], in_force: Iterable[Event]) -> str:
    name, where = event["empreinte"], f"{event['code_cite']} {event['trimestre']}"
    is_news = any(name == one.empreinte for one in (opened.batch.judgements if opened.batch else ()))
    if event["verdict"] == "rejetee":
        if is_news:
            return "was rejected before; judged again, it is rejected for other reasons: see below"
        return "was rejected before; judged again, it is for the same reasons: it waits for its correction, or for ours"
    if is_news:
        return f"was rejected before; judged again, it is accepted for {where}"
    if name in withdrawn:
        return f"was accepted for {where} and withdrawn since: nothing changes; it must be corrected to count"
    if any(name == one["empreinte"] for one in in_force):
        return f"is accepted and in force for {where} already: nothing changes"
    return f"is accepted for {where}, where a version received later is in force: nothing changes; {_to_make_count(event)}"


def _to_make_count(event: Event) -> str:
    """What brings an accepted return that does not count into force."""
    return (
        "if this one is right, have it dated anew, saved and sent, or take the other out: "
        f"cites withdraw --cite {event['code_cite']} --quarter {event['trimestre']} --reason …"
    )


def _judged_now(opened: Run) -> Iterator[Event]:
    """The judgements that this run committed."""
    for judgement in opened.batch.judgements if opened.batch else ():
        yield opened.register.judgements[judgement.empreinte]


def _not_counting(opened: Run) -> Iterator[str]:
    """What was accepted now, while a return of its cité and quarter that was received later is in force."""
    in_force = opened.register.in_force()
    for event in _judged_now(opened):
        counting = in_force.get((event["code_cite"], event["trimestre"]))
        if event["verdict"] == "acceptee" and counting and counting["empreinte"] != event["empreinte"]:
            yield (
                f"accepted, does not count: {event['cle']} ({event['code_cite']} {event['trimestre']}); {counting['cle']}, "
                f"received later, is in force; {_to_make_count(event)}"
            )


def _older_by_date(opened: Run) -> Iterator[str]:
    """What replaces a return that is younger by its date: it came later, but may be an old copy."""
    dated = {arrival.fingerprint: arrival for arrival in opened.intake.new}
    known = opened.register.judgements
    for event in opened.batch.events if opened.batch else ():
        arrival = dated.get(event["par"]) if event["evenement"] == "remplacee" else None
        replaced = known[event["empreinte"]]
        if arrival and _is_dated_before(arrival, replaced):
            yield (
                f"older by its date: {arrival.key} ({event['code_cite']} {event['trimestre']}) is of "
                f"{arrival.dated:%Y-%m-%d %H:%M} UTC; it came later than {replaced['cle']} and replaces it. "
                f"If it is an old copy: cites withdraw --cite {event['code_cite']} --quarter {event['trimestre']} --reason …"
            )


def _is_dated_before(arrival: Arrival, replaced: Event) -> bool:
    return arrival.dated is not None and f"{arrival.dated:%Y-%m-%dT%H:%M:%S.%f}Z" < replaced["recue_le"]


def _in_doubt(opened: Run) -> Iterator[str]:
    """Files whose cité or quarter is in doubt: nothing of them goes out by itself."""
    for event in _judged_now(opened):
        if not (doubts := ", ".join(event["doutes"])):
            continue
        answer = opened.storage.location(f"{REPORTS}{place_of(event)}")
        if event["verdict"] == "rejetee":
            yield (
                f"in doubt ({doubts}): {event['cle']}: find out whose return it is and of which quarter; nothing of it goes to a "
                f"cité by itself. Its answer, for who sent it alone: {answer}"
            )
        else:
            where = f"--cite {event['code_cite']} --quarter {event['trimestre']}"
            yield (
                f"in doubt ({doubts}): {event['cle']} counts for {event['code_cite']} {event['trimestre']}, whose name it "
                f"does not bear: ask who sent it. If it is not theirs: cites withdraw {where} --reason … "
                f"Nobody gets its receipt by itself: {answer}"
            )
