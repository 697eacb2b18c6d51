"""The secret of a machine that was given none: made once, kept in a file only its owner reads."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def read_or_make(path: Path) -> str:
    """Return the secret in the file, making the file (mode 0600) where there is none.

    Two processes that start at once agree: the file is linked into place whole, and the first one wins.
    Raises ImproperlyConfigured where the file is empty, since a new secret would end every session unasked.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, fresh = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)  # made with mode 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(fresh)
    secret = path.read_text().strip()
    if not secret:
        raise ImproperlyConfigured(f"{path} is empty. Delete it, and a new secret is made at the next start.")
    return secret
