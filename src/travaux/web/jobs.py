"""The jobs of a desk: an uploaded file, an address, a feed, and what waits to be coded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from travaux.errors import NetworkError, UsageError
from travaux.fetch import PAGE_KINDS, Fetcher
from travaux.intake.fetched import read_fetched
from travaux.intake.options import IntakeOptions
from travaux.run.watch import run_feed
from travaux.store.feeds import Feed, find_feed
from travaux.web.incoming import Incoming
from travaux.web.workshop import Task, Work, say_summary


def make_coding(reports: Sequence[str] = ()) -> Work:
    """Code what waits; `reports` are those that are asked about."""

    def work(task: Task) -> str:
        for report in reports:
            task.note(report)
        return say_summary(task.ingest(()))

    return work


def make_retry() -> Work:
    """Code once more what failed."""
    return lambda task: say_summary(task.retry())


def make_file(incoming: Incoming, max_bytes: int) -> Work:
    """Store and code what is in an uploaded file."""

    def work(task: Task) -> str:
        said = say_summary(task.ingest(incoming.read(max_bytes)))
        incoming.forget()
        return said

    return work


def make_address(address: str, fetcher: Fetcher, options: IntakeOptions) -> Work:
    """Fetch one page, store and code it. One that cannot be had is noted among the refused inputs of the store."""

    def work(task: Task) -> str:
        task.say("fetching it")
        try:
            fetched = fetcher.fetch(address, PAGE_KINDS)
        except (NetworkError, UsageError) as error:
            task.store.refuse(address, str(error))
            raise
        return say_summary(task.ingest([read_fetched(fetched, date.today(), options)]))

    return work


def make_feeds(addresses: Sequence[str], fetcher: Fetcher) -> Work:
    """See what is new on feeds."""

    def work(task: Task) -> str:
        new, trouble = 0, 0
        for address in addresses:
            feed = find_feed(task.store, address) or Feed(address=address)
            run = run_feed(feed, task.store, fetcher, task.ingest, task.say)
            new += run.new
            trouble += run.note is not None
            if run.note is not None:
                task.fault(f"{address}: {run.note}")
        return (
            f"{new} new report{'' if new == 1 else 's'} from {len(addresses)} feed{'' if len(addresses) == 1 else 's'}"
            + (f", {trouble} with trouble" if trouble else "")
        )

    return work


def with_facts(options: IntakeOptions, **facts: object) -> IntakeOptions:
    """Intake options with facts that are given."""
    return replace(options, **{name: value for name, value in facts.items() if value})  # type: ignore[arg-type]
