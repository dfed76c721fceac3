"""The one thing that can go wrong with telling."""


class NotToldError(Exception):
    """A channel did not take an alert. The message says why to a person, and gives no secret of its address away."""
