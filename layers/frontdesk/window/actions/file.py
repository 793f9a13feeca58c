"""Offer files to take away. German source: "Datei bereitstellen", "Downloads" (S27-S29, S33)."""

from collections.abc import Iterator

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language, parse_text
from frontdesk.window.actions import Scene
from frontdesk.window.model import Files, Offered
from frontdesk.window.model.plan import Download, Plan, Settings

SETTINGS = {
    "type": "object",
    "properties": {
        "downloads": {
            "type": "array",
            "minItems": 1,
            "maxItems": 50,
            "uniqueItems": True,
            "items": {"$ref": "#/$defs/name"},
        },
        "text": {"$ref": "#/$defs/text"},
    },
    "additionalProperties": False,
}


def perform(settings: Settings, scene: Scene) -> Files:
    """The named downloads, all that are released here where none are named."""
    names = settings.get("downloads", scene.downloads)
    offered = tuple(_offered(scene.downloads[name], scene) for name in names)
    text = scene.say(parse_text(settings["text"])) if "text" in settings else None
    return Files(text=text, offered=offered)


def faults(
    settings: Settings,
    *,
    plan: Plan,
    location: str,
    trusted: frozenset[str],  # noqa: ARG001  # a file is ours
) -> Iterator[FieldError]:
    here = plan.downloads_at(location)
    for index, name in enumerate(settings.get("downloads", ())):
        if name not in plan.downloads:
            yield FieldError(f".downloads[{index}]", "unknown_download")
        elif name not in here:
            yield FieldError(f".downloads[{index}]", "download_not_released")
    if "downloads" not in settings and not here:
        yield FieldError("", "download_not_released")


def _offered(download: Download, scene: Scene) -> Offered:
    language = spoken_in(download, scene.language, scene.default)
    file = download.files[language]
    return Offered(
        id=download.name,
        title=scene.say(download.title),
        description=None if download.description is None else scene.say(download.description),
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        language=language,
    )


def spoken_in(download: Download, language: Language, default: Language) -> Language:
    """The language of the file that is offered: the patient's, else the release's, else the first there is."""
    return next((it for it in (language, default) if it in download.files), next(iter(download.files)))
