"""`make lock`: locks requirements/*.in as *.txt, with hashes and without the address of any index."""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
OLDEST_PYTHON = "3.11"
AGREEING_WITH = {"runtime": "layer.txt", "dev": "runtime.txt"}
"""A lock -> the one it takes its versions from, so that tests run with what is deployed."""

OPTIONS = (
    "--quiet",
    "--upgrade",
    "--universal",
    f"--python-version={OLDEST_PYTHON}",
    "--generate-hashes",
    "--no-emit-index-url",
    "--custom-compile-command=make lock",
)


def main() -> int:
    """Lock in the order in which one agrees with the other."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        tools = Path(folder) / "bin"
        subprocess.run([tools / "pip", "install", "--quiet", "--disable-pip-version-check", UV], check=True)
        for name in ("layer", "runtime", "dev", "cloud", "checks"):
            agreeing = ["--constraint", AGREEING_WITH[name]] if name in AGREEING_WITH else []
            command = [
                str(tools / "uv"),
                "pip",
                "compile",
                *OPTIONS,
                *agreeing,
                f"{name}.in",
                "-o",
                f"{name}.txt",
            ]
            subprocess.run(command, check=True, cwd=ROOT / "requirements")
            print(f"requirements/{name}.txt", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
