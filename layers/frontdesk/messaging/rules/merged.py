"""The settings of a channel: what is plain at once, what is secret when it is asked for."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any


class Merged(Mapping[str, Any]):
    """What is plain wins. `secrets` is called once, for the first name that is not plain: most sending needs none."""

    def __init__(self, plain: Mapping[str, Any], secrets: Callable[[], Mapping[str, Any]]) -> None:
        self._plain = plain
        self._ask = secrets
        self._secrets: Mapping[str, Any] | None = None

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  (as JSON has it)
        return self._plain[name] if name in self._plain else self._told()[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._told(), **self._plain})

    def __len__(self) -> int:
        return len({**self._told(), **self._plain})

    def _told(self) -> Mapping[str, Any]:
        if self._secrets is None:
            self._secrets = self._ask()
        return self._secrets
