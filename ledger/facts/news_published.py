"""信息发布: a piece of news published; `person` is its first author (附件1·5, 加分项1, readings E19, F3)."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import choice, text
from ledger.texts import Label

CHANNELS = {
    "provincial-federation": Label("provincial federation's site", "省残联网站"),
    "prefecture-federation": Label("prefecture federation's site", "州残联网站"),
    "government": Label("government site", "政府网站"),
    "press": Label("press", "传统媒体"),
    "other": Label("other", "其他"),
}


class NewsPublished(Fact, frozen=True, kw_only=True, tag="news-published.v1"):
    """One piece of news. Pieces with the same `work` are one; a channel of `other` scores nothing."""

    LABEL = Label("news published", "信息发布")

    channel: Annotated[str, choice("channel", "发布渠道", CHANNELS, default="prefecture-federation")]
    title: Annotated[str | None, text("title", "标题")] = None
    work: Annotated[str | None, text("work", "作品或工作")] = None
    coauthors: Annotated[str | None, text("co-authors", "合署作者")] = None

    def favours_the_person(self) -> bool:
        """A merit: nobody records it for themselves."""
        return True
