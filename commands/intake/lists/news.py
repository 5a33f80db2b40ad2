"""信息发布统计表: a list of news that was published."""

from commands.intake.lists._base import AUTHORS, OF_THE_PERSON, KnownList

LIST = KnownList(
    "news-published",
    frozenset({"信息标题", "信息题目", "发布平台", "发布渠道", "刊发媒体"}),
    {**AUTHORS, "信息标题": "title", "信息题目": "title", "发布平台": "channel", "发布渠道": "channel",
     "刊发媒体": "channel", "发布日期": "occurred_on", "发布时间": "occurred_on"},
    OF_THE_PERSON | {"字数", "网址", "链接"},
)  # fmt: skip
