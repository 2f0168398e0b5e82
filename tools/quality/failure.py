"""What ends the bench with exit status 2."""


class Failure(Exception):
    """Its text is what is said."""
