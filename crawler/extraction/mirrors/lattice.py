"""Hypotheses side by side, merged where they agree on all that can count later, and how sure the best of them is."""

from __future__ import annotations

import dataclasses
import enum
import math
from collections.abc import Iterable
from typing import Final

NOTHING: Final = -1
UNKNOWN: Final = -2
ALONE: Final = -3
HIDDEN: Final = -4
"""In place of a byte: there is none that counts; it is lost; lost, and a cut was made behind it; stripped with the one
before it."""
_WIDTH: Final = 16
_DEPTH: Final = 14.0


class Kind(enum.Enum):
    """How a written character came about."""

    SEEN = enum.auto()
    SHIFTED = enum.auto()
    GUESSED = enum.auto()
    LOST = enum.auto()
    READING = enum.auto()


@dataclasses.dataclass(frozen=True, slots=True)
class State:
    """What a hypothesis knows of the true bytes so far: the `last` and the one before, and whether the last one
    `waits` for its trail; `guessed` if that lead is not seen but chosen. `before` are the last characters written."""

    waits: bool
    earlier: int
    last: int
    before: str
    guessed: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One way on: the state it leads to, what it costs (a logarithm), and what it writes.

    `after` are the ASCII characters seen as the trail of a pair; `eaten` tells that one was lost there.
    """

    state: State
    cost: float
    written: str
    kind: Kind
    after: str = ""
    eaten: bool = False


class Node:
    """A state at a place, by every way that leads there."""

    __slots__ = ("backward", "best", "best_arc", "forward", "state")

    def __init__(self, state: State) -> None:
        self.state = state
        self.best = -math.inf
        self.best_arc: Arc | None = None
        self.forward = -math.inf
        self.backward = -math.inf


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Arc:
    source: Node
    target: Node
    step: Step
    place: int


class Lattice:
    """Layer after layer of nodes; `beam` is the last one."""

    def __init__(self, start: State) -> None:
        root = Node(start)
        root.best = root.forward = 0.0
        self.start = root
        self.beam = [root]
        self.steps = 0
        self._arcs: list[Arc] = []

    def advance(self, steps: Iterable[tuple[Node, Step]], place: int) -> None:
        """The next layer; of its nodes only the likeliest are kept."""
        nodes: dict[State, Node] = {}
        arcs = []
        for source, step in steps:
            node = nodes.get(step.state)
            if node is None:
                node = nodes[step.state] = Node(step.state)
            arc = Arc(source, node, step, place)
            arcs.append(arc)
            _enter(node, arc)
        self.steps += len(arcs)
        kept = sorted(nodes.values(), key=lambda node: -node.best)[:_WIDTH]
        lowest = kept[0].best - _DEPTH if kept else 0.0
        self.beam = [node for node in kept if node.best >= lowest]
        alive = set(map(id, self.beam))
        self._arcs.extend(arc for arc in arcs if id(arc.target) in alive)

    def best_path(self) -> list[Arc]:
        node = max(self.beam, key=lambda node: node.best)
        path = []
        while node.best_arc is not None:
            path.append(node.best_arc)
            node = node.best_arc.source
        return path[::-1]

    def probabilities(self, path: list[Arc]) -> dict[int, float]:
        """By place, how likely what the path writes there is, among all hypotheses that are left."""
        total = self._weigh()
        written = {arc.place: arc.step.written for arc in path if arc.step.kind is Kind.GUESSED}
        sums = dict.fromkeys(written, 0.0)
        for arc in self._arcs:
            if written.get(arc.place) == arc.step.written:
                weight = arc.source.forward + arc.step.cost + arc.target.backward - total
                sums[arc.place] += math.exp(weight)
        return {place: min(1.0, weight) for place, weight in sums.items()}

    def _weigh(self) -> float:
        """Fills `forward` and `backward` of every node; the logarithm of what all paths together weigh."""
        for arc in self._arcs:
            arc.target.forward = -math.inf
        for arc in self._arcs:
            weight = arc.source.forward + arc.step.cost
            arc.target.forward = _added(arc.target.forward, weight)
        for node in self.beam:
            node.backward = 0.0
        for arc in reversed(self._arcs):
            weight = arc.target.backward + arc.step.cost
            arc.source.backward = _added(arc.source.backward, weight)
        total = -math.inf
        for node in self.beam:
            total = _added(total, node.forward)
        return total


def _enter(node: Node, arc: Arc) -> None:
    best = arc.source.best + arc.step.cost
    if best > node.best:
        node.best, node.best_arc = best, arc


def _added(first: float, second: float) -> float:
    high, low = (first, second) if first >= second else (second, first)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))
