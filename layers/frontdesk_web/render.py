"""Pages: a template, a language and a clinic's colour become HTML with the headers that protect it."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from frontdesk.kernel.language import Language
from frontdesk_web import dates
from frontdesk_web.assets import asset
from frontdesk_web.brand import brand_style
from frontdesk_web.i18n import OWN_NAME, locale_of, sentence, translations
from frontdesk_web.icons import icon

PAGES = Path(__file__).parent / "pages"
NOBODY, SELF = "'none'", "'self'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An HTML answer."""

    html: str
    headers: Mapping[str, str]
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeOther:
    """A redirect after a POST."""

    url: str
    cookies: tuple[str, ...] = ()


def page(  # noqa: PLR0913  # everything that differs between pages in what protects them
    template: str,
    *,
    language: Language,
    brand_colour: str | None = None,
    status: int = 200,
    frames: Sequence[str] = (),
    form_targets: Sequence[str] = (),
    **context: object,
) -> Page:
    """Render `pages/<template>`.

    `frames` and `form_targets` are origins beside our own: what the page may frame, and where its forms may go.
    """
    style = brand_style(brand_colour) if brand_colour else ""
    html = environment(language).get_template(template).render(brand_style=style, **context)
    return Page(html=html, status=status, headers=_headers(style, frames, form_targets))


@cache
def environment(language: Language) -> Environment:
    """Templates in one language; kept, because compiling them is most of the time a first page takes."""
    made = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    words = translations(language)
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    made.globals.update(asset=asset, icon=icon, language=language, own_name=OWN_NAME)
    made.filters["sentence"] = partial(sentence, language=language)
    locale = locale_of(language)
    made.filters["date"] = partial(dates.date_words, locale=locale)
    made.filters["time"] = partial(dates.time_words, locale=locale)
    made.filters["clock"] = partial(dates.clock_words, locale=locale)
    made.filters["datetime"] = partial(dates.datetime_words, locale=locale)
    return made


def _headers(style: str, frames: Sequence[str], form_targets: Sequence[str]) -> Mapping[str, str]:
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": _policy(style, frames, form_targets),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }


def _policy(style: str, frames: Sequence[str], form_targets: Sequence[str]) -> str:
    """Nothing unsafe. The clinic's colours are the one inline style, allowed by its hash: no nonce needed."""
    styles = [SELF]
    if style:
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        styles.append(f"'sha256-{digest}'")
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src {' '.join(styles)}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            f"form-action {' '.join([SELF, *form_targets])}",
            "base-uri 'none'",
            f"frame-src {' '.join(frames) or NOBODY}",
            f"frame-ancestors {NOBODY}",
        )
    )
