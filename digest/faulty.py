"""Articles on which a step over the whole collection fails, by a fault of this program: found, and left out.

One bad article must not stop the rest. Which one it is follows from trying: the shortest beginning of the collection,
in order of path, on which the step fails ends in an article that cannot be there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import structs

from digest.errors import DigestError, raised
from digest.pipeline import FileResult, fault

MOST_LEFT_OUT = 10
"""Articles that are left out before the fault is held to lie elsewhere."""

T = TypeVar("T")


def without_faulty(
    results: Sequence[FileResult], step: Callable[[Sequence[FileResult]], T]
) -> tuple[T, tuple[FileResult, ...]]:
    """Return what `step` makes of the results, and the results with the articles refused on which it fails.

    Raises what `step` raises if it is a `DigestError` (a mistake of the user's), or if leaving articles out does not
    help.
    """
    kept = tuple(results)
    for _ in range(MOST_LEFT_OUT):
        try:
            return step(kept), kept
        except DigestError:
            raise
        except Exception as error:
            number = _last_of_shortest(kept, step)
            if number is None:
                raise
            kept = _refused(kept, number, error)
    return step(kept), kept


def _last_of_shortest(results: Sequence[FileResult], step: Callable[[Sequence[FileResult]], object]) -> int | None:
    """Return the number of the article that ends the shortest failing beginning; None if the step fails on nothing."""
    fine, failing = 0, sum(len(result.articles) for result in results)
    if not failing or _fails(step, _beginning(results, 0)):
        return None
    while failing - fine > 1:
        middle = (fine + failing) // 2
        if _fails(step, _beginning(results, middle)):
            failing = middle
        else:
            fine = middle
    return failing - 1


def _fails(step: Callable[[Sequence[FileResult]], object], results: Sequence[FileResult]) -> bool:
    try:
        step(results)
    except DigestError:
        raise
    except Exception:
        return True
    return False


def _beginning(results: Sequence[FileResult], count: int) -> tuple[FileResult, ...]:
    """Return the results with their first `count` articles only."""
    kept = []
    for result in results:
        some = max(0, min(count, len(result.articles)))
        count -= some
        kept.append(structs.replace(result, raws=result.raws[:some], articles=result.articles[:some]))
    return tuple(kept)


def _refused(results: Sequence[FileResult], number: int, error: Exception) -> tuple[FileResult, ...]:
    """Return the results without an article, which is refused for a fault of the program."""
    kept = []
    for result in results:
        here, number = number, number - len(result.articles)
        if 0 <= here < len(result.articles):
            row = result.raws[here].row
            told = fault(result.path, row, f"the program failed on this article among the others: {raised(error)}")
            result = structs.replace(  # noqa: PLW2901
                result,
                raws=result.raws[:here] + result.raws[here + 1 :],
                articles=result.articles[:here] + result.articles[here + 1 :],
                problems=(*result.problems, told),
            )
        kept.append(result)
    return tuple(kept)
