"""理论文章、调研报告: an article or report in the media; `person` is its first author (加分项1, F6–F9)."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import choice, text
from ledger.texts import Label

LEVELS = {
    "prefecture": Label("prefecture", "州"),
    "province": Label("province", "省"),
    "national": Label("national", "国家"),
}


class ArticlePublished(Fact, frozen=True, kw_only=True, tag="article-published.v1"):
    """One article or report. Of the same `work` only the highest gain counts (reading F8)."""

    LABEL = Label("article published", "理论文章、调研报告")

    level: Annotated[str, choice("level", "级别", LEVELS)]
    title: Annotated[str | None, text("title", "标题")] = None
    work: Annotated[str | None, text("work", "作品或工作")] = None
    coauthors: Annotated[str | None, text("co-authors", "合署作者")] = None

    def favours_the_person(self) -> bool:
        """A merit: nobody records it for themselves."""
        return True
