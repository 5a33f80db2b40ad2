"""服务对象抽样: which service recipients are asked, drawn from a list by lot (三, reading C4)."""

import hashlib
from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import entry_numbers, text, whole_number
from ledger.texts import Label


class ClientsSampled(Fact, frozen=True, kw_only=True, tag="clients-sampled.v1"):
    """A draw: the list's rows, its bytes' SHA-256, the seed, and the numbers drawn. No name is ever stored.

    Whoever has the list repeats it by `rows_drawn`. `frame_size` counts the rows under the heading, from 1; `drawn` are
    those rows' numbers in the order in which they were drawn; `frame_sha256` is in hexadecimal.
    """

    LABEL = Label("clients sampled", "服务对象抽样")
    IS_ABOUT_A_PERSON = False
    IS_RECORDED_BY_PEOPLE = False

    frame_size: Annotated[int, whole_number("rows of the list", "名册行数")]
    frame_sha256: Annotated[str, text("list's SHA-256", "名册的SHA-256")]
    seed: Annotated[str, text("seed", "种子", example="2020-12-15州残联公开抽签")]
    drawn: Annotated[tuple[int, ...], entry_numbers("rows drawn", "抽中行号")]


def rows_drawn(seed: str, frame_size: int, count: int) -> tuple[int, ...]:
    """Return the numbers of the rows that a seed draws, `count` of 1 to `frame_size`, in the order of drawing.

    For each row number n, in decimal digits, take the SHA-256 of the UTF-8 text SEED:n. Sort the rows by that hash in
    hexadecimal; the first `count` are drawn. A larger count only adds rows behind those of a smaller one, so that
    somebody who does not answer is replaced by the next.
    """

    def lot(number: int) -> str:
        return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()

    return tuple(sorted(range(1, frame_size + 1), key=lot)[:count])
