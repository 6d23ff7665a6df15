"""Compiled modules for every process that the tests start: a checkout may keep none."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile


def keep_compiled() -> None:
    """Compiles each module once for all processes of this run, in a folder that ends with it.

    An installed program has its modules compiled; without, every start compiles hundreds of them anew.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if "PYTHONPYCACHEPREFIX" not in os.environ:
        folder = tempfile.mkdtemp(prefix="compiled-for-tests-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["PYTHONPYCACHEPREFIX"] = folder
    sys.dont_write_bytecode, sys.pycache_prefix = False, os.environ["PYTHONPYCACHEPREFIX"]
