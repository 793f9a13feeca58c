"""Surveys put together for the cloud. Called once per cold start."""
