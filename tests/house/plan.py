"""Where the house keeps things: what the tests here compare is found by looking, not listed."""

import inspect
from importlib import import_module
from pathlib import Path
from types import ModuleType

from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.events import Event

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "layers" / "frontdesk"
WEB = ROOT / "layers" / "frontdesk_web"
AREAS = sorted(it.name for it in HOUSE.iterdir() if (it / "__init__.py").exists())
CODE = ("layers", "functions", "local", "infra")


def read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def module_of(path: Path) -> ModuleType:
    """The imported module of a file below layers/."""
    parts = path.relative_to(ROOT / "layers").with_suffix("").parts
    return import_module(".".join(parts).removesuffix(".__init__"))


def defined_in(module: ModuleType, kind: type) -> list[type]:
    """The classes of that kind that a module itself defines."""
    classes = [it for _, it in inspect.getmembers(module, inspect.isclass)]
    return [it for it in classes if issubclass(it, kind) and it.__module__ == module.__name__]


def facts() -> list[type[Event]]:
    """Every fact of every area; what only gathers fields for others is none."""
    found = []
    for path in sorted(HOUSE.glob("*/events.py")):
        if path.parent.name != "kernel":
            mine = defined_in(module_of(path), Event)
            found += [
                it for it in mine if not any(issubclass(other, it) and other is not it for other in mine)
            ]
    return found


def refusals() -> list[type[FrontdeskError]]:
    """Every way to say no, of the kernel and of every area."""
    paths = sorted(HOUSE.glob("*/errors.py"))
    return [it for path in paths for it in defined_in(module_of(path), FrontdeskError)]


def area_of(fact: type[Event]) -> str:
    return fact.source.removeprefix("frontdesk.")
