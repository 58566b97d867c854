"""The worker process beside the server: started with it, started again when it dies, ended with it."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time

LOG = logging.getLogger("peerlearn.app")
COMMAND = (sys.executable, "-c", "from peerlearn.cli import main; main()", "work", "--with-parent")
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds before a worker that died is started again: twice as long after each that died young."""
LONG_LIFE = 30.0
PATIENCE = 5.0
"""Seconds that a worker may take to put its job back."""


class Beside:
    """Keeps one process running until it is stopped."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._over = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="peerlearn-worker", daemon=True)

    def start(self) -> None:
        """Start the process from a thread of its own; that it cannot be started is said in the log."""
        self._thread.start()

    def stop(self) -> None:
        """End the process, by force where it does not listen."""
        self._over.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
        self._thread.join(PATIENCE)

    def _keep(self) -> None:
        pause = FIRST_PAUSE
        while not self._over.is_set():
            began = time.monotonic()
            try:
                self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            except OSError as error:
                LOG.error("the worker cannot be started: %s", error)  # noqa: TRY400 - the sentence says it all
            else:
                if self._over.is_set():
                    self._process.terminate()
                code = self._process.wait()
                if not self._over.is_set():
                    LOG.warning("the worker ended with %d and is started again", code)
            pause = FIRST_PAUSE if time.monotonic() - began > LONG_LIFE else min(LONGEST_PAUSE, 2 * pause)
            self._over.wait(pause)
