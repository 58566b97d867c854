"""How a question was understood and ranked, told for a person at a terminal: ``peerlearn doctor QUERY``.

Every piece of text that may run from right to left stands between isolating marks, so that the English line around it stays in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peerlearn.present import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_LEGS = {
    "dense": "by meaning (cosine of sentence vectors)",
    "lexical": "by words (share of the question that the passage covers)",
    "late": "by tokens (late interaction)",
}
_SHOWN_TERMS = 24


def told(found: Mapping[str, Any], language: Callable[[str], str] = str) -> str:
    """Return a diagnosis of a question as a story.

    Args:
        found: what ``diagnosis.explain_query`` returned.
        language: gives the name of a language.
    """
    lines = [*_reading(found, language), "", "What each leg found"]
    for lang, pool in found["pools"].items():
        lines += _pool(language(lang), pool)
    lines += ["", "The answer, all languages together"]
    for place, hit in enumerate(found["final"], start=1):
        lines += _hit(place, hit, found, language(hit["lang"]))
    if not found["final"]:
        lines.append("  Nothing was found.")
    return "\n".join(lines)


def _reading(found: Mapping[str, Any], language: Callable[[str], str]) -> list[str]:
    asked, detected = language(found["language"]), language(found["detected"])
    guessed = f"its letters say {detected}, {found['confidence']:.0%} sure"
    terms = found["terms"]
    more = f" and {len(terms) - _SHOWN_TERMS} more" if len(terms) > _SHOWN_TERMS else ""
    lines = [
        "How the question was read",
        f"  typed:            {isolated(found['question'])}",
        f"  language:         {asked} ({guessed})",
        f"  the encoder read: {isolated(found['encoder text'])}",
        f"  folded to:        {isolated(found['folded'])}",
        f"  words (stems):    {_listed(found['words'])}",
        f"  4-grams sought:   {_listed(terms[:_SHOWN_TERMS])}{more}",
        f"  typical score:    {found['typical']:.2f} deviations, what this question gives to texts at large, its length allowed for; "
        "taken off every score",
    ]
    if found["reranker"] != "none":
        lines.append(f"  reranker:         {isolated(found['reranker'])} (orders the first records anew, after what is told here)")
    if found["did you mean"]:
        lines.append(f"  did you mean:     {isolated(found['did you mean'])} (offered, not searched with)")
    return lines


def _listed(texts: Sequence[str]) -> str:
    return " ".join(map(isolated, texts)) or "none"


def _pool(language: str, pool: Mapping[str, Any]) -> list[str]:
    lines = [f"  {language}: {pool['passages']} passages; unrelated texts score {pool['background']}"]
    for leg, name in _LEGS.items():
        lines.append(f"    {name}{'' if pool[leg] else ': nothing'}")
        lines += [
            f"      {place:>2}. {row['score']:.3f}  {row['record']}, {row['section']}" for place, row in enumerate(pool[leg], start=1)
        ]
    return lines


def _hit(place: int, hit: Mapping[str, Any], found: Mapping[str, Any], language: str) -> list[str]:
    mean, deviation = hit["background"]
    more = f" + own words {hit['own words']:.2f}" if hit["own words"] else ""
    lent = hit["other tellings"]
    more += f" {'-' if lent < 0 else '+'} other tellings {abs(lent):.2f}" if lent else ""
    parts = f"(late {hit['late carried']:.3f} - {mean:.3f}) / {deviation:.3f} - typical {found['typical']:.2f}{more}"
    return [
        f"  {place:>2}. {isolated(hit['title'])} ({hit['record']}, {hit['section']}, {language})",
        f"      {_why(hit, language)}",
        f"      {hit['score']:.2f} = {parts}; its own late score is {hit['late']:.3f}",
    ]


def _why(hit: Mapping[str, Any], language: str) -> str:
    """Return the sentence that says why a passage stands where it stands."""
    meaning = f"{ordinal(hit['dense rank'])} by meaning" if hit["dense rank"] else "not among the nearest by meaning"
    words = f"words cover {hit['coverage']:.0%}" if hit["coverage"] else "shares no words with the question"
    tokens = f"{ordinal(hit['late rank'])} by tokens"
    merged = f"so {ordinal(hit['rank in pool'])} among the {language} texts"
    band = f"{hit['score']:.1f} deviations above unrelated texts -> {hit['band']} ({hit['probability']:.0%})"
    sentence = f"{meaning} in {language}, {words}, {tokens}, {merged}; {band}."
    return sentence[0].upper() + sentence[1:]


def ordinal(number: int) -> str:
    """Return a place in words up to ten, then as 11th, 21st."""
    if number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
