"""`python -m infra.checks`: asks checkov, bandit and detect-secrets about templates, code and every file.

Each tool gets a planted fault along with the files, and is not believed when it stays silent about it.
`python -m infra.checks.sbom` lists what the product is made of; `python -m infra.checks.audit` asks for known holes.
"""
