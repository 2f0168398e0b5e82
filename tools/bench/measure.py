"""Runs a program and says what it took: processor time, wall time, peak memory.

The time is user and system time of the process and of what it waited for, so that other work on the machine counts as little as can be.
"""

import os
import statistics
import subprocess
import time
from dataclasses import dataclass

from failure import Failure

# numeric libraries would start threads of their own
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}


@dataclass
class Cost:
    cpu: float  # seconds
    wall: float  # seconds
    memory: int  # bytes; never below what this program has itself, for a child starts as its copy


def cores():
    return sorted(os.sched_getaffinity(0))


def _start(command, n_cores, stdout, folder=None):
    chosen = cores()[-n_cores:]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE, cwd=folder,
                            env={**os.environ, **ONE_THREAD}, preexec_fn=lambda: os.sched_setaffinity(0, chosen))  # fmt: skip


def _finish(process, command, began):
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failure(f"{' '.join(command)}: exit {process.returncode}: {errors.decode(errors='replace').strip()}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024)


def run(command, n_cores=1, output=subprocess.DEVNULL):
    """The cost of a command that is kept on `n_cores` cores."""
    began = time.perf_counter()
    return _finish(_start(command, n_cores, output), command, began)


def first_row(command, n_header_lines):
    """Seconds from starting the command to the end of its first row, on one core."""
    began = time.perf_counter()
    process = _start(command, 1, subprocess.PIPE)
    for _ in range(n_header_lines + 1):
        if not process.stdout.readline():
            break
    took = time.perf_counter() - began
    process.stdout.read()
    process.stdout.close()
    _finish(process, command, began)
    return took


def middle(values):
    return statistics.median(values)


def spread(values, form):
    """The median, and the least and the greatest where there are several."""
    text = form.format(middle(values))
    return text if len(values) == 1 else f"{text} ({form.format(min(values))} to {form.format(max(values))})"
