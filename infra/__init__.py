"""What AWS is told: the template, the packaging step and the deployment.

`template.yaml` is written by hand (tables, bus, machine, schedules); the doors and listeners come from
`functions/`, who-listens-to-what from `events/routes.json`. `package` puts them together into one template,
`deploy` gives it to AWS or, on a developer's desk, to the local cloud: the same template for both.
"""
