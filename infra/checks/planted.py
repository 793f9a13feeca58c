"""Faults that every tool has to find each time it is asked, written anew for each run."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Plant:
    """A file with faults: its name, how to write it, and the rules that must speak about it."""

    name: str
    text: Callable[[], str]
    rules: frozenset[str]

    def into(self, folder: Path) -> Path:
        """Write it, and say where it is."""
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / self.name
        file.write_text(self.text())
        return file


def _template() -> str:
    """A bucket that everybody may read, a role that may do everything, a table without a key."""
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    resources: Mapping[str, object] = {
        "Open": {"Type": "AWS::S3::Bucket", "Properties": {"AccessControl": "PublicRead"}},
        "Almighty": {
            "Type": "AWS::IAM::Policy",
            "Properties": {
                "PolicyName": "all",
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [everything]},
            },
        },
        "Bare": {"Type": "AWS::DynamoDB::Table", "Properties": {}},
    }
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources})


def _code() -> str:
    """A shell that is handed what somebody typed, and an unpickled file."""
    return "import pickle\nimport subprocess\nsubprocess.call(x, shell=True)\npickle.loads(y)\n"


def _secrets() -> str:
    """A private key, a key of AWS and a password; made up here, so that no file of ours has them."""
    kind = "PRIVATE KEY"
    lines = [
        f"-----BEGIN RSA {kind}-----",
        secrets.token_hex(32),
        f"-----END RSA {kind}-----",
        "access = 'AKIA" + "".join(secrets.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(16)) + "'",
        f"password = '{secrets.token_hex(8)}'",
    ]
    return "\n".join(lines) + "\n"


TEMPLATE = Plant("template.json", _template, frozenset({"CKV_AWS_20", "CKV_AWS_63", "CKV_AWS_119"}))
CODE = Plant("code.py", _code, frozenset({"B602", "B301"}))
SECRETS = Plant("secrets.py", _secrets, frozenset({"Private Key", "AWS Access Key", "Secret Keyword"}))
