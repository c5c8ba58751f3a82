"""Runs a command and says what it took."""

import os
import subprocess
import time


def run(command, folder, environment=None):
    """Wall and CPU seconds, and the most memory in MB, of one process with its children; raises when it fails."""
    began = time.monotonic()
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, cwd=folder, stdout=nowhere, stderr=nowhere,
                                   env={**os.environ, **(environment or {})})
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return {"wall": time.monotonic() - began, "cpu": usage.ru_utime + usage.ru_stime,
            "memory": usage.ru_maxrss * 1024 / 1e6}


def tree(folder):
    """Pages, files and MB of a site."""
    pages = files = size = 0
    for above, _, names in os.walk(folder):
        for name in names:
            files += 1
            pages += name.endswith(".html")
            size += os.lstat(os.path.join(above, name)).st_size
    return {"pages": pages, "files": files, "mb": round(size / 1e6, 1)}
