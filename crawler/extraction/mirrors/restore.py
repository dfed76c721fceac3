"""The corrupted text of a page back to what it was."""

from __future__ import annotations

import collections
import re
from typing import Final

from crawler.extraction.mirrors.gbk import pair_of
from crawler.extraction.mirrors.language_model import NgramModel, load
from crawler.extraction.mirrors.lattice import NOTHING, Arc, Kind, Lattice, Node, State, Step
from crawler.extraction.mirrors.likelihood import CONTEXT, Likelihood, extended
from crawler.extraction.mirrors.markup import closes_string, eaten_character
from crawler.extraction.mirrors.page import Page, page_of
from crawler.extraction.mirrors.readings import ANNOTATION, as_read
from crawler.extraction.mirrors.restored import Restored
from crawler.extraction.mirrors.search import LOST, Search
from crawler.extraction.mirrors.tokens import Token, Tokens
from crawler.extraction.mirrors.traditional import made_simplified
from crawler.extraction.mirrors.windows import Signs, parts
from crawler.items import Guess

_MENDED: Final = frozenset((Kind.SHIFTED, Kind.GUESSED))
_GAIN: Final = 18.0
_GAIN_ALONE: Final = 80.0
"""How much likelier, as a logarithm, a corrupted text has to become; without any reading in it, much more."""
_UNPROVEN: Final = 0.5
_PLAIN: Final = -9.0
_RARE: Final = -10.0
_QUESTIONS: Final = 200_000
_QUESTIONS_FOR_CHARACTER: Final = 50
_MOST_QUESTIONS: Final = 600_000
_STEPS: Final = 20_000
_STEPS_FOR_CHARACTER: Final = 4
_MOST_STEPS: Final = 120_000
"""How much a text may be searched: one made to be searched in vain is copied from there on."""
_HUMILITY: Final = 1.7
_SUREST: Final = 0.99
"""The model takes itself for surer than it is: of 1,650 guesses, those it gave 0.9 and more were right 98 times in a
hundred, then tenth by tenth 81, 70, 34, 46, 23 and 20 times. The power was chosen by the eye to lie near these."""
_LEAST: Final = 0.2
_TAIL: Final = 4000
_REFERENCE: Final = re.compile(r"&#(?:x([0-9a-f]{2,6})|([0-9]{2,7}));", re.IGNORECASE)


def restore(text: str) -> Restored:
    """The text, markup included, as it was before its readings, shifts and cuts; simplified, as it was written."""
    return restored_by(text, load())


def restored_by(text: str, model: NgramModel) -> Restored:
    """The text restored with the help of a model of the language."""
    seen = _REFERENCE.sub(_referred, text)
    restorer = _Restorer(seen, page_of(seen), Likelihood(model))
    restorer.run()
    return restorer.restored() if restorer.found_damage() else Restored(text=text, counts={})


def _referred(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    written = code == ord("?") or (0x80 <= code < 0x110000 and not 0xD800 <= code < 0xE000)
    return chr(code) if written else match[0]


class _Written:
    """The restored text as it grows, before it is made simplified."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0

    def add(self, piece: str) -> None:
        if piece:
            self._pieces.append(piece)
            self.length += len(piece)

    def tail(self, size: int) -> str:
        taken, found = [], 0
        for piece in reversed(self._pieces):
            taken.append(piece[-size:])
            found += len(piece)
            if found >= size:
                break
        return "".join(reversed(taken))[-size:]

    def whole(self) -> str:
        return "".join(self._pieces)


class _Restorer:
    """One text's restoring: copies what is whole, searches where it is not, and keeps account."""

    def __init__(self, text: str, page: Page, likelihood: Likelihood) -> None:
        self._text = text
        self._page = page
        self._search = Search(page, likelihood)
        self._signs = Signs(text, page, likelihood)
        self._tokens = Tokens(text)
        self._written = _Written()
        self._counts: collections.Counter[str] = collections.Counter()
        self._guesses: list[Guess] = []
        self._gain = 0.0
        self._likelihood = likelihood
        self._most_asked = min(_QUESTIONS + _QUESTIONS_FOR_CHARACTER * len(text), _MOST_QUESTIONS)
        self._steps = min(_STEPS + _STEPS_FOR_CHARACTER * len(text), _MOST_STEPS)

    def run(self) -> None:
        for start, end, is_read in parts(self._text):
            if is_read:
                self._restore_part(start, end)
            else:
                self._written.add(self._text[start:end])

    def found_damage(self) -> bool:
        """Whether the text is a corrupting mirror's and not only like it in places: as a whole it makes far more sense
        restored, or its readings stand as a mirror's do."""
        has_readings = self._counts["readings-removed"] > 0
        return self._page.is_annotated or self._gain > (_GAIN if has_readings else _GAIN_ALONE)

    def restored(self) -> Restored:
        traditional = self._written.whole()
        simple = made_simplified(traditional)
        changed = sum(old != new for old, new in zip(traditional, simple, strict=True))
        if changed:
            self._counts["made-simplified"] = changed
        guesses = tuple(
            Guess(start=g.start, end=g.end, value=simple[g.start : g.end], probability=g.probability)
            for g in self._guesses
        )
        return Restored(text=simple, counts=dict(sorted(self._counts.items())), guesses=guesses)

    def _restore_part(self, start: int, end: int) -> None:
        position = start
        while position < end:
            sign = self._signs.after(position, end) if not self._is_tired() else end
            self._copy(self._text[position:sign])
            position = sign if sign == end else self._search_from(sign)

    def _copy(self, piece: str) -> None:
        """Text without damage, but for the readings written into it."""
        self._written.add(ANNOTATION.sub(self._without_reading, piece))

    def _without_reading(self, match: re.Match[str]) -> str:
        pair = pair_of(match[1])
        if pair is None:
            before = match.string[max(0, match.start() - 1) : match.start()]
            previous = pair_of(before) if before else None
            pair = (previous[1], ord(match[1]) & 0xFF) if previous is not None else None
        if pair is None or self._page.reading_cost(*pair, as_read(match[2])) < -11:
            return match[0]
        self._counts["readings-removed"] += 1
        return match[1]

    def _search_from(self, start: int) -> int:
        """Writes what stood from the sign to where everything is aligned again; where that is."""
        lattice = Lattice(self._state())
        token = self._tokens.at(start)
        ends: list[Token] = []
        while token is not None:
            following = self._tokens.at(token.end, token)
            gaps = self._gaps(lattice, token)
            if gaps:
                lattice.advance(gaps, len(ends))
                ends.append(token)
            lattice.advance(self._layer(lattice, token, following), len(ends))
            ends.append(token)
            token = following
            if token is None or self._is_tired(lattice.steps):
                break
            if _is_settled(lattice) and token.reading is None:
                break
        self._steps -= lattice.steps
        self._write(lattice, ends)
        return ends[-1].end

    def _is_tired(self, steps: int = 0) -> bool:
        """Whether the text was searched as much as it may be, `steps` of a search that goes on included."""
        return steps > self._steps or self._likelihood.asked > self._most_asked

    def _gaps(self, lattice: Lattice, token: Token) -> list[tuple[Node, Step]]:
        """The hypotheses as they are, and those of what was stripped before the token; empty if nothing was."""
        if not self._page.strips_private_use:
            return []
        gaps = [(node, step) for node in lattice.beam for step in self._search.over_gap(node.state, token)]
        return gaps and gaps + [(node, Step(node.state, 0.0, "", Kind.READING)) for node in lattice.beam]

    def _layer(self, lattice: Lattice, token: Token, following: Token | None) -> list[tuple[Node, Step]]:
        alone = len(lattice.beam) == 1
        return [
            (node, step)
            for node in lattice.beam
            for step in self._search.steps(node.state, token, following, alone=alone)
        ]

    def _state(self) -> State:
        tail = self._written.tail(CONTEXT)
        before = ""
        for character in tail:
            before = extended(before, character)
        pair = pair_of(tail[-1]) if tail else None
        return State(False, *(pair if pair is not None else (NOTHING, NOTHING)), before)

    def _write(self, lattice: Lattice, tokens: list[Token]) -> None:
        path = lattice.best_path()
        unproven = not any(token.is_question for token in tokens)
        if unproven and not self._is_worth(lattice, path, tokens):
            self._copy(self._text[tokens[0].start : tokens[-1].end])
            return
        if any(arc.step.kind in _MENDED for arc in path):
            self._gain += path[-1].target.best - self._search.as_seen(lattice.start.state, tokens)
        sure = lattice.probabilities(path)
        for arc in path:
            self._write_step(arc, sure, tokens[arc.place])

    def _is_worth(self, lattice: Lattice, path: list[Arc], tokens: list[Token]) -> bool:
        """Whether the text makes so much more sense restored that it needs no question mark to prove the damage."""
        mended = [arc.step.cost for arc in path if arc.step.kind in _MENDED]
        if not mended or sum(mended) < _PLAIN * len(mended):
            return False
        seen = dict.fromkeys(tokens)
        return path[-1].target.best - self._search.as_seen(lattice.start.state, seen, least=_RARE) > _UNPROVEN

    def _write_step(self, arc: Arc, sure: dict[int, float], token: Token) -> None:
        step = arc.step
        if token.reading is not None:
            self._counts["readings-removed"] += 1
        elif step.kind is Kind.GUESSED:
            self._write_guess(step.written, sure[arc.place])
        else:
            if step.kind is Kind.SHIFTED:
                self._counts["shifted-restored"] += 1
            elif step.kind is Kind.LOST:
                self._counts["characters-lost"] += 1
            self._written.add(step.written)
        self._written.add(step.after)
        if step.eaten:
            self._write_eaten(token)
        elif step.kind is Kind.GUESSED and token.is_question:
            self._end_string(token)

    def _write_guess(self, character: str, weight: float) -> None:
        probability = min(weight**_HUMILITY, _SUREST)
        if probability < _LEAST:
            self._counts["characters-lost"] += 1
            self._written.add(LOST)
            return
        self._counts["lost-bytes-guessed"] += 1
        start = self._written.length
        guess = Guess(start=start, end=start + 1, value=character, probability=round(probability, 4))
        self._guesses.append(guess)
        self._written.add(character)

    def _end_string(self, token: Token) -> None:
        """A comma after a lost byte may be one of JSON, and no cut before it: then a quotation mark is gone."""
        if closes_string(self._written.tail(_TAIL), self._text[token.end : token.end + 80]):
            self._counts["markup-restored"] += 1
            self._written.add('"')

    def _write_eaten(self, token: Token) -> None:
        rest = self._text[token.end : token.end + 80]
        eaten = eaten_character(self._written.tail(_TAIL), rest)
        self._counts["characters-lost" if eaten is None else "markup-restored"] += 1
        self._written.add(eaten or LOST)


def _is_settled(lattice: Lattice) -> bool:
    return len(lattice.beam) == 1 and not lattice.beam[0].state.waits
