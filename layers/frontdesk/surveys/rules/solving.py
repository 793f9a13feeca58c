"""What somebody can work out who knows some sums of numbers that are not shown. Pure, exact, and without search.

The numbers are the edges of a graph: each lies between the two sums it is part of. Where the known sums are nested in
two ways (places within places; codes within a place), what can still be otherwise are the circulations of that graph
in which no number falls below nought. A number, or a sum of some, can be worked out if and only if every such
circulation leaves it as it is: if it is a difference of potentials on all edges that a cycle goes through.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass

Node = Hashable


@dataclass(frozen=True, slots=True)
class Unknown:
    """A number that is not shown, and the two sums that are known of it and of others."""

    left: Node
    right: Node
    number: int


class Sums:
    """What can be worked out of these numbers by whoever knows all of the sums that they are part of."""

    def __init__(self, unknown: Sequence[Unknown]) -> None:
        self._ends = [(("left", it.left), ("right", it.right)) for it in unknown]
        self._free = self._not_fixed([it.number for it in unknown])
        self._around: dict[Node, list[tuple[int, Node]]] = defaultdict(list)
        for edge in self._free:
            left, right = self._ends[edge]
            self._around[left].append((edge, right))
            self._around[right].append((edge, left))

    def tell(self, some: Collection[int]) -> bool:
        """Whether the sum of these of the numbers can be worked out."""
        among = set(some)
        if not among & self._free:
            return True
        seen: dict[Node, int] = {}
        for edge in among & self._free:
            start = self._ends[edge][0]
            if start not in seen and not self._has_potential(start, among, seen):
                return False
        return True

    def _has_potential(self, start: Node, among: set[int], seen: dict[Node, int]) -> bool:
        """Whether values at the nodes add up at each edge to one where it is among them and to nought elsewhere."""
        seen[start] = 0
        open_ends = [start]
        while open_ends:
            here = open_ends.pop()
            for edge, there in self._around[here]:
                value = int(edge in among) - seen[here]
                if there not in seen:
                    seen[there] = value
                    open_ends.append(there)
                elif seen[there] != value:
                    return False
        return True

    def _not_fixed(self, numbers: Sequence[int]) -> set[int]:
        """The edges that a cycle goes through: within a strong component, and no bridge of it."""
        forth: dict[Node, list[Node]] = defaultdict(list)
        back: dict[Node, list[Node]] = defaultdict(list)
        for (left, right), number in zip(self._ends, numbers, strict=True):
            forth[left].append(right)
            back[right].append(left)
            if number:  # it can become less, too
                forth[right].append(left)
                back[left].append(right)
        part = _components(forth, back)
        inside = [edge for edge, (left, right) in enumerate(self._ends) if part[left] == part[right]]
        return set(inside) - _bridges({edge: self._ends[edge] for edge in inside})


def _components(forth: dict[Node, list[Node]], back: dict[Node, list[Node]]) -> dict[Node, int]:
    """Which strong component each node is in (Kosaraju)."""
    order: list[Node] = []
    seen: set[Node] = set()
    for start in [*forth, *back]:
        order.extend(_afterwards(start, forth, seen))
    part: dict[Node, int] = {}
    for number, start in enumerate(reversed(order)):
        open_ends = [start]
        while open_ends:
            node = open_ends.pop()
            if node not in part:
                part[node] = number
                open_ends.extend(back[node])
    return part


def _afterwards(start: Node, forth: dict[Node, list[Node]], seen: set[Node]) -> Iterator[Node]:
    """The nodes that are reached, each after all that is reached from it."""
    if start in seen:
        return
    seen.add(start)
    stack = [(start, iter(forth[start]))]
    while stack:
        node, ahead = stack[-1]
        for there in ahead:
            if there not in seen:
                seen.add(there)
                stack.append((there, iter(forth[there])))
                break
        else:
            stack.pop()
            yield node


def _bridges(ends: dict[int, tuple[Node, Node]]) -> set[int]:
    """The edges without which two nodes would hang together no more (Tarjan); of parallel ones none is."""
    around: dict[Node, list[tuple[int, Node]]] = defaultdict(list)
    for edge, (left, right) in ends.items():
        around[left].append((edge, right))
        around[right].append((edge, left))
    found: set[int] = set()
    depth: dict[Node, int] = {}
    low: dict[Node, int] = {}
    for start in list(around):
        if start in depth:
            continue
        depth[start] = low[start] = 0
        stack = [(start, -1, iter(around[start]))]
        while stack:
            node, came_by, ahead = stack[-1]
            step = next(((edge, there) for edge, there in ahead if edge != came_by), None)
            if step is None:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    low[above] = min(low[above], low[node])
                    if low[node] > depth[above]:
                        found.add(came_by)
                continue
            edge, there = step
            if there in depth:
                low[node] = min(low[node], depth[there])
            else:
                depth[there] = low[there] = len(stack)
                stack.append((there, edge, iter(around[there])))
    return found
