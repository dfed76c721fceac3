"""The search for the true bytes: what each piece of the seen text can have been, given what waits for its trail."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Iterator
from typing import Final

from crawler.extraction.mirrors.gbk import Pair, character_of, is_hidden, pair_of
from crawler.extraction.mirrors.lattice import ALONE, HIDDEN, NOTHING, UNKNOWN, Kind, State, Step
from crawler.extraction.mirrors.likelihood import Likelihood, extended
from crawler.extraction.mirrors.page import Page, hidden_trails, in_use, with_lead, with_trail
from crawler.extraction.mirrors.tokens import EURO_BYTE, STOPS, Token
from crawler.extraction.mirrors.traditional import simplified

LOST: Final = "?"
_CANDIDATES: Final = 8
_LONE_LEAD: Final = -3.0
_DROPPED_LEAD: Final = -4.5
_TORN: Final = -1.0
_LONE_TRAIL: Final = -1.0
_EATEN: Final = -1.5
_EATEN_BEFORE_STOP: Final = -5.0
_NO_CHARACTER: Final = -7.0
_STRIPPED: Final = -3.0
_UNREAD: Final = -4.0
_FOLDED: Final = -3.0
_BROKEN: Final = -15.0
_UNSURE_READING: Final = -9.0
_FREE: Final = -5.0
_EXPECTED: Final = -9.0
_LABELLED: Final = -2.0
_LABELS: Final = {f"{before}责": "编" for before in "(（\n \u3000"}
_PARTING: Final = ("，", "\n", "：")
_ANY_SIGN: Final = 1.5
_REPEATED: Final = -4.0
_WIDE_QUESTION: Final = (0xA3, 0xBF)
_STOP_PAIRS: Final = frozenset(map(pair_of, STOPS)) - {None}
_FIRST_BYTES: Final = (0xA1, 0xA3)


class Search:
    """One page's search; `likelihood` is of the language, `page` what the page tells about itself."""

    def __init__(self, page: Page, likelihood: Likelihood) -> None:
        self._page = page
        self._likelihood = likelihood
        self._of = likelihood.of

    def steps(self, state: State, token: Token, following: Token | None, *, alone: bool) -> Iterable[Step]:
        """Every way on over the token; `alone` if no other hypothesis is left to compare with."""
        if token.reading is not None:
            return self._over_reading(state, token.reading)
        if token.is_question:
            return self._over_question(state, following)
        if not state.waits:
            return (_over_tag(state, token),) if token.is_tag else self._aligned(state, token)
        if alone and not state.guessed and not self._page.strips_private_use and not token.is_stop:
            plain = _sure(state, token)
            if plain is not None:
                return (plain,)
        return self._shifted(state, token)

    def as_seen(self, state: State, tokens: Iterable[Token], *, least: float = -math.inf) -> float:
        """How likely the pieces are if nothing is wrong with them, each at `least` so: a name may be rare."""
        before, score = state.before, 0.0
        for token in tokens:
            if token.reading is not None:
                score += _UNSURE_READING
            elif not token.is_tag:
                score += max(self._of(before, token.text), least)
                before = extended(before, token.text)
        return score

    def _over_reading(self, state: State, reading: str) -> Iterator[Step]:
        """A reading belongs to the two bytes before it, wherever characters begin."""
        if state.last >= 0 and state.earlier >= 0:
            yield Step(state, self._page.reading_cost(state.earlier, state.last, reading), "", Kind.READING)
            return
        found = False
        if state.waits and state.earlier >= 0:
            for lead, trail in sorted(self._page.read_so(reading)):
                if lead == state.earlier:
                    found = True
                    cost = self._page.reading_cost(lead, trail, reading)
                    yield Step(State(True, lead, trail, state.before, guessed=True), cost, "", Kind.READING)
        yield Step(state, _UNSURE_READING if found else _UNREAD, "", Kind.READING)

    def _over_question(self, state: State, following: Token | None) -> Iterator[Step]:
        if state.waits:
            yield from self._lost_trail(state, following)
            return
        literal = State(False, state.last, ord("?"), extended(state.before, "?"))
        cost = _REPEATED if state.before[-1:] == "?" else self._of(state.before, "?")
        yield Step(literal, cost, "?", Kind.SEEN)
        if following is not None and (following.is_stop or following.is_question):
            yield Step(_torn(state, ALONE), _LONE_LEAD, "", Kind.READING)
        elif following is not None and following.reading is not None:
            yield Step(_torn(state, UNKNOWN), _TORN, "", Kind.READING)

    def _lost_trail(self, state: State, following: Token | None) -> Iterator[Step]:
        """The byte that waits got a trail which is gone, alone or with the ASCII character after it."""
        if following is not None and following.reading is not None:
            for pair, character, cost in self._read_so(state, following.reading):
                yield _written(state, character, pair, cost, Kind.GUESSED)
            return
        yield from self._folded_question(state)
        if following is not None and state.last == ALONE:
            yield from self._both_alone(state, following)
            return
        stop = following is not None and (following.is_stop or following.is_question)
        for trail, character, cost in self._best(
            with_lead(state.last) if state.last >= 0 else in_use(), state
        ):
            pair = (state.last, trail)
            if stop:
                yield _written(state, character, pair, cost + _LONE_TRAIL, Kind.GUESSED)
            yield self._eaten(state, character, pair, cost + (_EATEN_BEFORE_STOP if stop else _EATEN))
            between = State(True, trail, UNKNOWN, extended(state.before, character), guessed=True)
            yield Step(between, cost + _NO_CHARACTER, character, Kind.GUESSED)
        yield from self._label(state)
        yield from self._before_no_lead(state)
        lost = State(False, state.last, UNKNOWN, "")
        yield Step(lost, _EXPECTED + (_LONE_TRAIL if stop else _EATEN), LOST, Kind.LOST, eaten=not stop)

    def _eaten(self, state: State, character: str, pair: Pair, cost: float) -> Step:
        """With the trail an ASCII character was lost, which parted the one before it from what follows."""
        before = extended(state.before, character)
        likely, sign = max((self._of(before, sign), sign) for sign in _PARTING)
        state = State(False, pair[1], NOTHING, extended(before, sign))
        return Step(state, cost + likely + _ANY_SIGN, character, Kind.GUESSED, eaten=True)

    def _label(self, state: State) -> Iterator[Step]:
        """A label that news pages begin a bracket or a line with and prose does not, its colon gone with the trail."""
        wanted = _LABELS.get(state.before[-2:])
        if wanted is None:
            return
        for trail, character in with_lead(state.last) if state.last >= 0 else in_use():
            if simplified(character) == wanted:
                aligned = State(False, trail, NOTHING, extended(extended(state.before, character), "："))
                yield Step(aligned, _LABELLED, character, Kind.GUESSED, eaten=True)

    def _before_no_lead(self, state: State) -> Iterator[Step]:
        """The trail that is gone can be 0x80, which is no lead: it took the byte after it with it."""
        for _, character, cost in self._ending(state, EURO_BYTE):
            between = State(True, EURO_BYTE, UNKNOWN, extended(state.before, character), guessed=True)
            yield Step(between, cost + _LONE_TRAIL, character, Kind.GUESSED)

    def _folded_question(self, state: State) -> Iterator[Step]:
        """The question mark was a wide one, its bytes the trail of the one that waits and a lead."""
        yield from _dearer(self._with_pair(state, _WIDE_QUESTION), _FOLDED)

    def _both_alone(self, state: State, following: Token) -> Iterator[Step]:
        """Two cuts parted both bytes of a character: the second is a stop with the first byte of the stop after it."""
        first = _FIRST_BYTES if following.is_question else following.pair[:1] if following.pair else ()
        for trail in _FIRST_BYTES:
            if any((trail, byte) in _STOP_PAIRS for byte in first):
                for lead, character, cost in self._best(with_trail(trail), state):
                    yield _written(state, character, (lead, trail), cost + _LONE_TRAIL, Kind.GUESSED)

    def _read_so(self, state: State, reading: str) -> Iterator[tuple[Pair, str, float]]:
        """The characters with the lead that waits and the reading that follows."""
        pairs = self._page.read_so(reading)
        if state.last >= 0:
            pairs = frozenset(pair for pair in pairs if pair[0] == state.last)
        for pair in sorted(pairs):
            character = character_of(*pair)
            if character is not None:
                yield (
                    pair,
                    character,
                    self._of(state.before, character) + self._page.reading_cost(*pair, reading),
                )
        if state.last >= 0:
            for trail, character, cost in self._best(with_lead(state.last), state):
                if (state.last, trail) not in pairs:
                    yield (state.last, trail), character, cost + _UNSURE_READING

    def _aligned(self, state: State, token: Token) -> Iterator[Step]:
        before = extended(state.before, token.text)
        earlier, last = _bytes_of(token, state.last)
        aligned = State(False, earlier, last, before)
        yield Step(aligned, self._of(state.before, token.text), token.text, Kind.SEEN)
        if self._page.drops_leads and token.is_stop and token.pair is not None:
            torn = _torn(state, ALONE)
            yield from _dearer(self._with_pair(torn, token.pair), _DROPPED_LEAD)

    def _shifted(self, state: State, token: Token) -> Iterator[Step]:
        found = False
        for step in self._with_token(state, token):
            found = True
            yield step
        if token.is_stop and self._page.drops_leads:
            yield from self._dropped_trail(state, token)
        elif not found:
            lost = State(False, NOTHING, NOTHING, "")
            for step in (_over_tag(lost, token),) if token.is_tag else self._aligned(lost, token):
                yield Step(step.state, step.cost + _BROKEN, LOST, Kind.LOST, after=token.text)

    def _dropped_trail(self, state: State, token: Token) -> Iterator[Step]:
        earlier, last = _bytes_of(token, UNKNOWN)
        for _, character, cost in self._best(with_lead(state.last) if state.last >= 0 else (), state):
            before = extended(extended(state.before, character), token.text)
            aligned = State(False, earlier, last, before)
            cost += _DROPPED_LEAD + self._of(extended(state.before, character), token.text)
            yield Step(aligned, cost, character, Kind.GUESSED, after=token.text)

    def _with_token(self, state: State, token: Token) -> Iterator[Step]:
        if token.byte is not None and token.byte >= 0x40:
            yield from self._with_byte(state, token.byte)
        if token.pair is not None:
            folded = token.byte is not None and token.byte >= 0x40
            yield from _dearer(self._with_pair(state, token.pair), _FOLDED if folded else 0.0)

    def _with_byte(self, state: State, trail: int) -> Iterator[Step]:
        """The seen ASCII character was the trail of the byte that waits."""
        for lead, character, cost in self._ending(state, trail):
            kind = Kind.GUESSED if state.guessed else Kind.SHIFTED
            yield Step(State(False, lead, trail, extended(state.before, character)), cost, character, kind)

    def _with_pair(self, state: State, pair: Pair) -> Iterator[Step]:
        """The seen character's first byte was the trail of the one that waits, its second one waits now."""
        kind = Kind.GUESSED if state.guessed else Kind.SHIFTED
        for _, character, cost in self._ending(state, pair[0]):
            if pair[1] < 0x80:
                cost += self._of(extended(state.before, character), chr(pair[1]))
            yield _shifted_step(state, character, pair, cost, kind)

    def _ending(self, state: State, trail: int) -> Iterator[tuple[int, str, float]]:
        if state.last < 0:
            leads = with_trail(trail)
            if state.last == HIDDEN:
                leads = tuple(found for found in leads if is_hidden(state.earlier, found[0]))
            yield from self._best(leads, state)
            return
        character = character_of(state.last, trail)
        if character is not None:
            yield state.last, character, self._of(state.before, character)

    def _best(self, candidates: Iterable[tuple[int, str]], state: State) -> list[tuple[int, str, float]]:
        """The likeliest candidates for a character that has no reading beside it."""
        unread = self._page.unread_cost
        best = self._likelihood.best(state.before, candidates, _CANDIDATES)
        return [(byte, character, cost + unread(character)) for byte, character, cost in best]

    def over_gap(self, state: State, token: Token) -> Iterator[Step]:
        """Where private-use characters are stripped: two bytes are gone before the token, if what stands there without
        them is not likely."""
        if not state.waits or state.last < 0 or token.pair is None or self._expected(state, token.pair):
            return
        for trail, character, cost in self._best(hidden_trails(state.last), state):
            between = State(True, trail, HIDDEN, extended(state.before, character), guessed=True)
            yield Step(between, cost + _STRIPPED, character, Kind.GUESSED)

    def _expected(self, state: State, pair: Pair) -> bool:
        character = character_of(state.last, pair[0])
        return character is not None and self._of(state.before, character) > _FREE


def _over_tag(state: State, token: Token) -> Step:
    before = state.before if token.is_inline_tag else "\n"
    return Step(State(False, NOTHING, NOTHING, before), 0.0, token.text, Kind.SEEN)


def _sure(state: State, token: Token) -> Step | None:
    """The only way on if what is seen has two bytes and nothing else can be meant."""
    if token.byte is not None or token.pair is None:
        return None
    character = character_of(state.last, token.pair[0]) if state.last >= 0 else None
    return None if character is None else _shifted_step(state, character, token.pair, 0.0, Kind.SHIFTED)


def _shifted_step(state: State, character: str, pair: Pair, cost: float, kind: Kind) -> Step:
    before = extended(state.before, character)
    if pair[1] >= 0x80:
        return Step(State(True, pair[0], pair[1], before), cost, character, kind)
    after = chr(pair[1])
    return Step(State(False, pair[0], pair[1], extended(before, after)), cost, character, kind, after=after)


def _torn(state: State, lead: int) -> State:
    """A lead byte that is gone waits for its trail."""
    return State(True, state.last, lead, state.before, guessed=True)


def _written(state: State, character: str, pair: Pair, cost: float, kind: Kind) -> Step:
    return Step(State(False, *pair, extended(state.before, character)), cost, character, kind)


def _bytes_of(token: Token, last: int) -> Pair:
    """The last two bytes once the token stands as it is seen."""
    if token.byte is not None:
        return last, token.byte
    return token.pair if token.pair is not None else (NOTHING, NOTHING)


def _dearer(steps: Iterable[Step], cost: float) -> Iterator[Step]:
    for step in steps:
        yield dataclasses.replace(step, cost=step.cost + cost) if cost else step
