"""Identity: no two summaries are one, and no two report one figure differently."""

from __future__ import annotations

from ..corpus import Corpus
from ..period import Kind
from ..problem import Problems
from ..summary import CLASS_NAMES, Summary
from ..summary.observation import Key, Observation


def check_identity(corpus: Corpus, problems: Problems) -> None:
    """Summaries of one identity, figures told twice and differently, campaigns without one base."""
    _summaries(corpus, problems)
    _addresses(corpus, problems)
    _figures(corpus, problems)
    _campaigns(corpus, problems)


def _summaries(corpus: Corpus, problems: Problems) -> None:
    seen: dict[object, list[Summary]] = {}
    for summary in corpus.all:
        seen.setdefault(summary.identity, []).append(summary)
    for same in seen.values():
        for summary in same if len(same) > 1 else ():
            others = "、".join(other.path for other in same if other is not summary)
            class_ = next(name for name, c in CLASS_NAMES.items() if c is summary.class_)
            problems.report(
                summary.path,
                1,
                1,
                "duplicate-summary",
                f"与 {others} 重复：都是{summary.unit.name}{summary.period.name}的{class_}。"
                "请留下一篇，或改正其中一篇的 period、class、campaign 或 scope。",
            )


def _addresses(corpus: Corpus, problems: Problems) -> None:
    """Two pages of one address: a campaign whose id ends as another's scope does."""
    seen: dict[str, list[Summary]] = {}
    for summary in corpus.all:
        seen.setdefault(summary.address, []).append(summary)
    for address, same in seen.items():
        for summary in same:
            others = [o.path for o in same if o.identity != summary.identity]
            if others:
                problems.report(
                    summary.path,
                    1,
                    1,
                    "duplicate-summary",
                    f"网址与 {'、'.join(others)} 相同：都是 {address}。"
                    "请改 data/campaigns.yml 里活动的 id，不要以 -consolidated 结尾。",
                )


def _figures(corpus: Corpus, problems: Problems) -> None:
    seen: dict[tuple[Key, str], Observation] = {}
    for summary in corpus.summaries:
        for observation in summary.observations if summary.is_compared else ():
            where = (observation.key, observation.period.id)
            other = seen.setdefault(where, observation)
            if other.summary is summary or other.summary.identity == summary.identity:
                continue
            if _same(other, observation):
                continue
            for one, two in ((observation, other), (other, observation)):
                entry = one.entries[0]
                problems.report(
                    one.summary.path,
                    entry.line,
                    entry.column,
                    "duplicate-figure",
                    f"{one.period.name}的“{one.metric.name}”这里是{one.figure.as_written}，"
                    f"{two.summary.path} 里是{two.figure.as_written}。请改成相同，或只在一篇里报。",
                )


def _same(one: Observation, two: Observation) -> bool:
    """Whether two pages say the same of a metric: figure, definition and restated base."""

    def said(observation: Observation) -> tuple[object, ...]:
        figure, entry = observation.figure, observation.restated
        base = entry.base if entry else None
        numbers = [(f.value, f.qualifier, f.state, f.lower, f.upper) for f in (figure, base) if f]
        return (*numbers, observation.definition, observation.foreign)

    return said(one) == said(two)


def _campaigns(corpus: Corpus, problems: Problems) -> None:
    """A campaign that ends twice in one year has no single base for the year after."""
    seen: dict[object, dict[str, Observation]] = {}
    for summary in corpus.summaries:
        for observation in summary.observations if summary.campaign else ():
            if observation.period.kind is Kind.CAMPAIGN:
                key = (observation.key[:4], observation.period.last_year)
                seen.setdefault(key, {}).setdefault(observation.period.id, observation)
    for same in seen.values():
        for observation in same.values() if len(same) > 1 else ():
            others = sorted({o.summary.path for o in same.values()} - {observation.summary.path})
            where = f"（另见 {'、'.join(others)}）" if others else ""
            problems.report(
                observation.summary.path,
                1,
                1,
                "duplicate-summary",
                f"同一活动在{observation.period.last_year}年结束了两次{where}，来年没有唯一的基数。"
                "请改正 period，或在 data/campaigns.yml 里分成两个活动。",
            )
