"""What stops a run, in words for the user."""


class Failure(Exception):
    pass
