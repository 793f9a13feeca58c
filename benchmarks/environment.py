"""What a function finds around it when it is measured; the yardstick's interpreter must not pay for imports here."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
ORGANISATION = "lindenhof"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_REGION": "eu-central-1",
    "WINDOW_TABLE": "bench-window",
    "CATALOGUE_TABLE": "bench-catalogue",
    "RELEASES_BUCKET": "bench-releases",
    "DOCUMENTS_BUCKET": "bench-documents",
    "EVENT_BUS": "bench",
    "KEYRING_PARAMETER": "/bench/keyring",
    "PUBLIC_URL": "https://clinic.example",
    "POWERTOOLS_LOG_LEVEL": "ERROR",
}


def functions() -> list[str]:
    """The folders of functions/ that are apps, sorted."""
    return sorted(it.parent.name for it in (ROOT / "functions").glob("*/app.py"))
