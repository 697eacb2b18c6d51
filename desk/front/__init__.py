"""The front of the desk: what needs attention, what is live and scheduled, and what happened since one's last shift."""

from __future__ import annotations
