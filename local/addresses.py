"""Where everything is when the desk runs: what the seed, the tests and the printed lines need."""

from collections.abc import Mapping
from dataclasses import dataclass

import boto3
from botocore.client import BaseClient

from infra.deploy import Cloud
from local.cloud import ACCOUNT_KEY, REGION
from local.settings import Settings


@dataclass(frozen=True)
class Addresses:
    """The addresses of a running desk.

    `outputs` are the stack's outputs; `environment` holds the variables every function gets, with those that
    lead boto3 to the local cloud: a process with this environment can call use cases as a function would.
    """

    public_url: str
    cloud_url: str
    outputs: Mapping[str, str]
    environment: Mapping[str, str]

    @property
    def console(self) -> str:
        """The staff's pages."""
        return f"{self.public_url}/console"

    @property
    def simulator(self) -> str:
        """The simulated phone and inbox."""
        return f"{self.public_url}/simulator"

    def window(self, clinic: str) -> str:
        """A clinic's patient window."""
        return f"{self.public_url}/window/{clinic}"

    def client(self, service: str) -> BaseClient:
        """A boto3 client of the local cloud."""
        return local_session().client(service, endpoint_url=self.cloud_url)


def local_session() -> boto3.Session:
    """A session with the local cloud's credentials; they are no secret and open nothing else."""
    return boto3.Session(ACCOUNT_KEY, ACCOUNT_KEY, region_name=REGION)


def local_cloud(settings: Settings) -> Cloud:
    """The local cloud as a place to deploy to."""
    return Cloud(local_session(), settings.cloud_url, poll_every_s=0.1)


def read_addresses(settings: Settings, cloud: Cloud, outputs: Mapping[str, str]) -> Addresses:
    """Ask the deployed functions what environment they have."""
    functions = cloud.client("lambda").list_functions()["Functions"]
    variables: dict[str, str] = functions[0]["Environment"]["Variables"]
    leading = {
        "AWS_ENDPOINT_URL": settings.cloud_url,
        "AWS_ACCESS_KEY_ID": ACCOUNT_KEY,
        "AWS_SECRET_ACCESS_KEY": ACCOUNT_KEY,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
    }
    return Addresses(settings.public_url, settings.cloud_url, dict(outputs), variables | leading)
