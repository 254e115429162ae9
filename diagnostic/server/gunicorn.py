"""`./run serve` and `./run work`: gunicorn with the app, logs that name no rep, and the workers.

One process supervises the others. The web ends everything with it when it ends; a worker that dies is started again.
There is no access log at all. gunicorn also writes the address and the path of a request that goes wrong into its
error log; a path holds a link, so messages about single requests are reduced to the fact.
"""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from diagnostic.faults import Fault, MachineLacksError
from diagnostic.server.supervisor import ServerPart, supervise
from diagnostic.settings import Settings
from diagnostic.web.clock import utc_now

THREADS = 8  # a slow phone holds a thread, not a process
TIMEOUT = 60
ENDING = 15  # seconds for pages that are being served when the server is stopped
GARBAGE = 50_000  # objects; a page leaves hardly any cycles behind
OF_REQUESTS = ("Error handling", "Invalid", "Socket error", "HTTP/2", "Exception in post_request")


def _keep_what_is_loaded(_worker: Any) -> None:
    """Modules and templates live as long as the worker: the garbage collector need not look at them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)


class QuietLogger(Logger):  # type: ignore[misc]
    """gunicorn's logger without requests: no access log, and errors of a request without its address and path."""

    def access(self, *_given: Any) -> None:
        """Nothing is written about a request that went well."""

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._about(super().exception, msg, args, kwargs)

    def error(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._about(super().error, msg, args, kwargs)

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._about(super().warning, msg, args, kwargs)

    def debug(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Nothing: at this level gunicorn writes the requests themselves."""

    def _about(self, say: Callable[..., None], msg: Any, args: Any, kwargs: dict[str, Any]) -> None:
        if str(msg).startswith(OF_REQUESTS):
            super().error("a request went wrong")  # and no traceback, whose last line may quote it
        else:
            say(msg, *args, **kwargs)


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn configured from `Settings` alone, without its own file or command line."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        for key, value in {
            "bind": self.settings.bind,
            "workers": self.settings.workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": TIMEOUT,
            "graceful_timeout": ENDING,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "logger_class": QuietLogger,
            "limit_request_line": 1024,
            "proc_name": "sales-diagnostic",
            "post_worker_init": _keep_what_is_loaded,
        }.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        """In each worker: a database connection is never carried over a fork."""
        from diagnostic.server.load_app import load_app

        return load_app(self.settings)


def check_free(settings: Settings) -> None:
    """Raises MachineLacksError where another program listens at the address already: said before long work."""
    host, _, port = settings.bind.rpartition(":")
    if not port.isdigit():
        return  # a socket in the file system, which gunicorn looks after
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            values = {"bind": settings.bind, "reason": error.strerror}
            raise MachineLacksError([Fault("server.address", values=values)]) from error


def serve(settings: Settings, ready: Callable[[], None]) -> int:
    """Serve, and do long work, until a signal ends it; `ready` is called before. Gives the exit code.

    Raises BadDataError if the database has not the shape this version needs, MachineLacksError if the address is taken.
    """
    _check(settings)
    check_free(settings)
    ready()
    return supervise(
        [
            ServerPart(_serve_web, settings, leads=True),
            *[ServerPart(_do_work, settings)] * settings.job_workers,
        ]
    )


def work(settings: Settings, ready: Callable[[], None]) -> int:
    """Long work only: with one worker, or as many as the settings name."""
    _check(settings)
    ready()
    return supervise([ServerPart(_do_work, settings)] * max(settings.job_workers, 1))


def _check(settings: Settings) -> None:
    from diagnostic.storage.installation import open_ready_installation

    open_ready_installation(settings).close()


def _serve_web(settings: Settings) -> None:
    Server(settings).run()


def _do_work(settings: Settings) -> None:
    from diagnostic.jobs.worker import run

    run(settings, utc_now)
