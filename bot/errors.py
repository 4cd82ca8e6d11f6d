"""What can go wrong, as one tree. A vendor's exception is translated into it once, at the adapter.

ConciergeError
├── BadInput            what the caller gave; says what was wrong, where, and how to mend it
│   └── BadSettings     every setting that is missing or wrong, together
├── NotReady            no knowledge version, a foreign embedding model, a locked directory
└── DeliveryFailed      a message could not be handed to the platform
    ├── Blocked         the person does not want messages; stop sending to them
    ├── TryLater        the platform asks to wait ``seconds``
    ├── Unconfirmed     the connection broke after the message was handed over
    ├── TooLate         it was only worth sending before a moment that has passed
    └── Rejected        the platform will never take this message
"""


class ConciergeError(Exception):
    """The root; ``str(error)`` is one line that a person can act on."""


class BadInput(ConciergeError):
    """What the caller gave cannot be used."""


class BadSettings(BadInput):
    """One or more settings are missing or wrong."""


class NotReady(ConciergeError):
    """The concierge cannot answer until something is mended."""


class DeliveryFailed(ConciergeError):
    """A message could not be handed to the platform; it may be tried again."""


class Blocked(DeliveryFailed):
    """The person blocked the bot or left; nothing more is sent to them."""


class TryLater(DeliveryFailed):
    """The platform asks to wait ``seconds`` before the next message to this address."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class Unconfirmed(DeliveryFailed):
    """The connection broke before the platform said yes: it may have the message or not."""


class TooLate(DeliveryFailed):
    """The message was only worth sending before a moment that has passed."""


class Rejected(DeliveryFailed):
    """The platform refuses this message for good."""
