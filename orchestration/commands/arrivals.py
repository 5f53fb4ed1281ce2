"""What a run says of files that were sent again, do not count, or are in doubt: which file, what it is, what to do.

Belongs here: these lines of the summary, for those who run the programme. Does not belong here: the rest of it (`run`).
"""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.landing.intake import Arrival
from orchestration.run import Run
from orchestration.submissions.register import Event, moment
from orchestration.submissions.reports import REPORTS, place_of
from orchestration.terminal import safe

_SHOWN = 20
"""Files of one kind; the register has them all."""
_HIDDEN = 52
"""Digits of a fingerprint that are left out: the others tell the folder."""

_SENT_AGAIN = "sent again, the same bytes as before:"
_NOT_COUNTING = (
    "accepted, but a version received later is in force (if the earlier one is right: have it dated anew, saved and sent, or "
    "take the later one out with `cites withdraw`):"
)
_OLDER = (
    "older by their date than the version that they replace, but received later (if one is an old copy: take it out with "
    "`cites withdraw`):"
)
_IN_DOUBT = (
    "in doubt whose returns these are: nothing of them goes to a cité by itself (find out who sent them; then hand over the "
    "answer, or take out with `cites withdraw` what counts and should not):"
)


def arrivals(opened: Run) -> Iterator[str]:
    """What to do, then the files, kind by kind, once everything is judged and committed."""
    kinds = {
        _SENT_AGAIN: _sent_again(opened),
        _NOT_COUNTING: _not_counting(opened),
        _OLDER: _older_by_date(opened),
        _IN_DOUBT: _in_doubt(opened),
    }
    for heading, found in kinds.items():
        files = list(found)
        if files:
            yield heading
            yield from (f"  {safe(file)}" for file in files[:_SHOWN])
        if len(files) > _SHOWN:
            yield f"  … and {len(files) - _SHOWN} more"


def left_about(number: int) -> Iterator[str]:
    """How many objects of the landing area are no files that anybody dropped."""
    if number:
        what = "1 file that a system left" if number == 1 else f"{number} files that systems left"
        yield f"left alone: {what} about (.DS_Store, locks of open documents …): no returns"


def _sent_again(opened: Run) -> Iterator[str]:
    """Every file whose bytes were received before."""
    withdrawn = {event["empreinte"] for event in opened.register.of_kind("retiree")}
    in_force = {event["empreinte"] for event in opened.register.in_force().values()}
    news = {judgement.empreinte for judgement in (opened.batch.judgements if opened.batch else ())}
    new = {arrival.fingerprint: arrival.key for arrival in opened.intake.new}
    for arrival in opened.intake.recognised:
        name = arrival.fingerprint
        if name in opened.intake.postponed:
            continue  # not judged now: the summary names it among those
        if name in new:
            yield f"{arrival.key}: {new[name]} once more, one of them is enough"
        elif event := opened.register.judgements.get(name):
            standing = "new" if name in news else "withdrawn" if name in withdrawn else ""
            yield f"{arrival.key}: {_what_it_is(event, standing or ('counts' if name in in_force else 'replaced'))}"


def _what_it_is(event: Event, standing: str) -> str:
    where = f"{event['code_cite']} {event['trimestre']}"
    if event["verdict"] == "rejetee":
        told = "other reasons, see below" if standing == "new" else "the same reasons"
        return f"rejected before; judged again, rejected for {told}; it waits for its correction"
    return {
        "new": f"rejected before; judged again, accepted for {where}",
        "withdrawn": f"accepted for {where} and withdrawn since; nothing changes, it must be corrected to count",
        "counts": f"accepted before, in force for {where}; nothing changes",
        "replaced": f"accepted before for {where}, where a version received later is in force; nothing changes, to count it must "
        "be dated anew, saved and sent",
    }[standing]


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
            yield f"{event['cle']} ({event['code_cite']} {event['trimestre']}): {counting['cle']} counts"


def _older_by_date(opened: Run) -> Iterator[str]:
    """What replaces a return that is younger by its date: it came later, but may be an old copy."""
    dated = {arrival.fingerprint: arrival for arrival in opened.intake.new}
    known = opened.register.judgements
    for event in opened.batch.events if opened.batch else ():
        arrival = dated.get(event["par"]) if event["evenement"] == "remplacee" else None
        replaced = known[event["empreinte"]]
        if arrival and _is_dated_before(arrival, replaced):
            where = f"{event['code_cite']} {event['trimestre']}"
            yield f"{arrival.key} ({where}), of {arrival.dated:%Y-%m-%d %H:%M} UTC: replaces {replaced['cle']}"


def _is_dated_before(arrival: Arrival, replaced: Event) -> bool:
    return arrival.dated is not None and moment(arrival.dated) < replaced["recue_le"]


def _in_doubt(opened: Run) -> Iterator[str]:
    """Files whose cité or quarter is in doubt."""
    for event in _judged_now(opened):
        if event["doutes"]:
            where = f"{event['code_cite']} {event['trimestre']}"
            counts = f"counts for {where}, whose name it does not bear"
            what = "rejected" if event["verdict"] == "rejetee" else counts
            answer = f"{REPORTS}{place_of(event)}"[:-_HIDDEN]
            yield f"{event['cle']} ({', '.join(event['doutes'])}): {what}; its answer: {answer}…"
