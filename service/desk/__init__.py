"""The jobs: the only room that brings store, index and models together."""
