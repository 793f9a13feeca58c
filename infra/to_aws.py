"""`python -m infra.to_aws --domain ... --certificate ...`: packages and deploys to the AWS account in use.

Credentials and region come from the environment, as for every AWS tool. Running it again changes only what
changed. Two stacks: NAME (the clinic) and NAME-edge (the address people see).
"""

import argparse
import sys
from pathlib import Path

import boto3

from infra.deploy import Cloud, Deployment, DeploymentFailed, deploy, deploy_template, place_template
from infra.package import package
from infra.target import PackagingFailed, Place, Target


def main(arguments: list[str]) -> int:
    """Deploy both stacks; 0 when they stand."""
    chosen = _parse(arguments)
    session = boto3.Session(region_name=chosen.region)
    if not session.region_name:
        print("Which region? AWS_REGION=eu-central-1 make deploy ...", file=sys.stderr)
        return 1
    cloud = Cloud(session)
    parameters = {
        "PublicUrl": f"https://{chosen.domain}",
        "AlarmAddress": chosen.alarms,
        "LogRetentionDays": str(chosen.keep_logs_for_days),
        "ReservedConcurrency": str(chosen.reserve),
    }
    try:
        target = Target(Place.AWS)
        made = package(target)
        print(f"Deploying {chosen.stack} to {session.region_name}, account {cloud.account}", flush=True)
        outputs = deploy(cloud, made, Deployment(chosen.stack, parameters))
        edge = {"DomainName": chosen.domain, "CertificateArn": chosen.certificate, "WebAcl": chosen.web_acl}
        doors = ("WindowApi", "RequestsApi", "BookingApi", "MessagingApi", "ConsoleApi")
        edge |= {name: outputs[name] for name in doors}
        where = _deploy_edge(cloud, chosen.stack, target.build / "edge.json", edge)
    except (PackagingFailed, DeploymentFailed) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    if not chosen.web_acl:
        print("No web ACL was named (--web-acl): nothing in front of the clinic refuses a flood of requests")
    print(f"https://{chosen.domain} (its name in DNS must point to {where})")
    return 0


def _deploy_edge(cloud: Cloud, stack: str, template: Path, parameters: dict[str, str]) -> str:
    bucket = f"{stack}-artefacts-{cloud.account}-{cloud.session.region_name}"
    address = place_template(cloud, bucket, template)
    return deploy_template(cloud, f"{stack}-edge", address, parameters)["DistributionDomain"]


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make deploy", description=__doc__)
    parser.add_argument("--domain", required=True, help="the address people see: frontdesk.example.org")
    parser.add_argument("--certificate", required=True, help="ARN of its certificate in us-east-1")
    parser.add_argument("--stack", default="frontdesk", help="name of the stack, and of everything in it")
    parser.add_argument("--region", default=None, help="region, if not the one of the environment")
    parser.add_argument("--alarms", default="", help="e-mail address that hears about alarms")
    parser.add_argument("--keep-logs-for-days", type=int, default=30)
    parser.add_argument(
        "--web-acl", default="", help="ARN of a web ACL in us-east-1 that looks at requests first"
    )
    parser.add_argument(
        "--reserve", type=int, default=0, help="calls at once that are kept for each function"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
