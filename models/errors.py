"""What can go wrong with a learned part."""


class ModelError(RuntimeError):
    """A model's files are missing, damaged or not the expected ones."""
