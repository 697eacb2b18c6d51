"""The operator's and developer's side: starting, stopping, secrets, and the rules of the house."""

from __future__ import annotations
