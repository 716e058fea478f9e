"""What says that no companion is made, and why."""


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """No companion can be made; the message is one sentence for people that says why, and what to do."""
