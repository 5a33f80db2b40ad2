"""理论文章、调研报告: a list of articles that were published."""

from commands.intake.lists._base import AUTHORS, OF_THE_PERSON, KnownList

LIST = KnownList(
    "article-published",
    frozenset({"刊物级别", "文章级别", "文章题目", "文章标题"}),
    {**AUTHORS, "文章题目": "title", "文章标题": "title", "刊物级别": "level", "文章级别": "level",
     "发表日期": "occurred_on", "发表时间": "occurred_on"},
    OF_THE_PERSON | {"字数", "网址", "链接"},
)  # fmt: skip
