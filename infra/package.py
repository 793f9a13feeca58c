"""`python -m infra.package [aws|local]`: everything a deployment needs, written to `.build/<place>/`.

template.json     one template: functions, tables, rules, alarms
edge.json         (aws) CloudFront in front of it
code/             archives, named after their content
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from infra.apps import App, package_apps
from infra.archives import content_hash
from infra.layers import build_layers
from infra.locales import compile_locales
from infra.merge import CODE_PREFIX, handwritten, merge, read_template
from infra.target import ROOT, PackagingFailed, Place, Target


@dataclass(frozen=True)
class Package:
    """A finished package: the template's path, and key -> file of every archive it refers to."""

    template: Path
    archives: dict[str, Path]


def package(target: Target) -> Package:
    """Make the package. Raises PackagingFailed."""
    compile_locales(target.root)
    layers = build_layers(target)
    environment = sorted(handwritten(target.root)["Globals"]["Function"]["Environment"]["Variables"])
    apps = package_apps(target, environment)
    return assemble(target, layers, apps)


def assemble(target: Target, layers: dict[str, Path], apps: list[App]) -> Package:
    """Name the archives after their content and write the template that refers to them."""
    folder = target.build / CODE_PREFIX
    folder.mkdir(parents=True, exist_ok=True)
    stored: dict[str, Path] = {}
    layer_keys = {name: _store(stored, folder, f"layer-{name}", archive) for name, archive in layers.items()}
    app_keys = {app.name: _store(stored, folder, f"app-{app.name}", app.archive) for app in apps}
    for outdated in set(folder.iterdir()) - set(stored.values()):
        outdated.unlink()
    if target.place is Place.AWS:
        edge = read_template(target.root / "infra" / "edge.yaml")
        (target.build / "edge.json").write_text(json.dumps(edge, indent=1))
    template = target.build / "template.json"
    template.write_text(json.dumps(merge(target.root, apps, layer_keys, app_keys), indent=1))
    return Package(template=template, archives=stored)


def _store(stored: dict[str, Path], folder: Path, name: str, archive: Path) -> str:
    content = archive.read_bytes()
    copy = folder / f"{name}-{content_hash([(name, content)])}.zip"
    if not copy.exists():
        unfinished = copy.with_suffix(".unfinished")
        unfinished.write_bytes(content)
        unfinished.rename(copy)
    key = f"{CODE_PREFIX}/{copy.name}"
    stored[key] = copy
    return key


def main(arguments: list[str]) -> int:
    """Package for the place named, AWS unless told otherwise, and say where it lies."""
    target = Target(Place(arguments[0]) if arguments else Place.AWS)
    try:
        made = package(target)
    except PackagingFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in made.archives.values()) / 1_000_000
    print(f"{made.template.relative_to(ROOT)}, {len(made.archives)} archives, {size:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
