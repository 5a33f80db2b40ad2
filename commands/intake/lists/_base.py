"""What a list is that is known by its columns."""

import re
from collections.abc import Mapping
from typing import NamedTuple

# Of whoever is named in the row, and of no interest to the entry: the roster says it for the day.
OF_THE_PERSON = frozenset({"部室", "部门", "科室", "所在部室", "所在部门", "单位", "所在单位", "职务", "岗位"})


class KnownList(NamedTuple):
    """A list whose rows are entries of one kind: it is meant where one of `marks` is a heading.

    `columns` are its headings, each with the field that it gives; those `passed_over` give none. The cells of all
    columns that `repeated` matches are together the field `into`; two such columns mark the list too.
    """

    kind: str
    marks: frozenset[str]
    columns: Mapping[str, str]
    passed_over: frozenset[str] = OF_THE_PERSON
    repeated: re.Pattern[str] | None = None
    into: str = ""


AUTHORS = {"作者": "person", "第一作者": "person", "撰稿人": "person", "投稿人": "person", "合作者": "coauthors"}
