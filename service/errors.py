"""What can go wrong in the service, each as a problem that the caller can act on.

CrosswalkError
├── BadRequest      422        what was sent cannot be used
├── Unreadable      400        the body is neither JSON nor a form
├── Unauthorized    401        no key, or one that is not known
├── NotServed       404        a model that is asked for and that there is not
├── Conflict        409        somebody else has changed it meanwhile
├── Busy            409        what there is one of is at work
└── TooLarge        413        more than the service takes

Foreign errors (`NotFound`, `LoadError`, `SearchFailed`, `CatalogError`, …) keep their class; `app` gives each a status.
"""

from __future__ import annotations


class CrosswalkError(Exception):
    """An error with a status and a title; its text names the place, what was found and expected, and the next step."""

    status = 500
    title = "The service failed"


class BadRequest(CrosswalkError):
    """What was sent cannot be used."""

    status = 422
    title = "The request cannot be used"


class Unreadable(CrosswalkError):
    """The body is neither JSON nor a form."""

    status = 400
    title = "The request cannot be read"


class Unauthorized(CrosswalkError):
    """No key, or one that is not known."""

    status = 401
    title = "Who is asking is not known"


class NotServed(CrosswalkError):
    """A model that is asked for and that there is not, or not for this caller."""

    status = 404
    title = "Not found"


class Conflict(CrosswalkError):
    """Somebody else has changed it meanwhile."""

    status = 409
    title = "Changed meanwhile"


class Busy(CrosswalkError):
    """What there is one of is at work."""

    status = 409
    title = "At work"


class TooLarge(CrosswalkError):
    """More than the service takes."""

    status = 413
    title = "Too large"
