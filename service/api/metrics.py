"""What Prometheus sees: requests by route rule, never by path, and the state of the archive."""

import time
from collections.abc import Iterator

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from service.desk.parts import splitter
from service.parts import Parts

SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class ArchiveCollector(Collector):
    """Reads the archive when it is asked."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The gauges as of now."""
        archive = self._parts.archive
        counts, index = archive.store.counts(), archive.index.status()
        models = self._parts.models
        backlog = archive.store.relations.backlog(models.relating)
        unsplit = archive.store.splits.backlog(splitter(models.analyser))
        for name, what, value in (
            ("articles", "Articles stored.", counts.articles),
            ("claims", "Claims that answer.", counts.claims),
            ("index_delta", "Claims since the generation was built.", index.delta),
            ("index_removed", "Claims of the index that no longer answer.", index.removed),
            ("backlog_articles", "Articles whose relations are pending.", backlog.articles),
            ("to_split_articles", "Articles to be split anew.", unsplit.articles),
        ):
            yield GaugeMetricFamily(f"counterpoint_{name}", what, value=value)


def measure(app: Flask, parts: Parts) -> None:
    """Count and time every request of the application."""
    registry = CollectorRegistry()
    registry.register(ArchiveCollector(parts))
    labels = ("method", "route", "status")
    requests = Counter("counterpoint_requests", "Requests.", labels, registry=registry)
    seconds = Histogram(
        "counterpoint_request_seconds",
        "Seconds a request took.",
        labels[:2],
        registry=registry,
        buckets=SECONDS,
    )
    app.extensions["counterpoint_metrics"] = registry

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        requests.labels(request.method, route, str(response.status_code)).inc()
        seconds.labels(request.method, route).observe(time.perf_counter() - g.began)
        return response
