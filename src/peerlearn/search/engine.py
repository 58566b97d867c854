"""Scored passages -> a ranking of records: versions merged, explained, filtered, counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.index.centres import unit
from peerlearn.passages import SUMMARY
from peerlearn.practice import Practice
from peerlearn.search import facets, offers, reading
from peerlearn.search.arrange import RERANKED, Arrangement, Scored, arrange, reordered
from peerlearn.search.calibration import FLOOR, band_of, probability
from peerlearn.search.lexicon import Lexicon
from peerlearn.search.passages import Legs, Question, ScoredPassage, late_scores, rank_passages
from peerlearn.search.repeats import Repeats
from peerlearn.search.result import Hit, PassageMatch, Query, Ranking
from peerlearn.search.spelling import Speller
from peerlearn.search.words import folded_words, stands_in, texts_of
from peerlearn.text.highlight import highlights
from peerlearn.text.normalise import encoder_text
from peerlearn.vocabulary import Vocabularies

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

    from numpy.typing import NDArray

    from peerlearn.city import City
    from peerlearn.encode import Encoder
    from peerlearn.encode.reranker import Reranker
    from peerlearn.index.opened import Index
    from peerlearn.passages import Passage
    from peerlearn.practice import Record
    from peerlearn.search.reading import Reading
    from peerlearn.search.result import MessageCode, ReasonCode

LONGEST_QUERY = 1000
"""Characters of a question that are searched with."""
SHOWN_PASSAGES = 2
CLEARLY = 1.2
"""How many times better another language's texts must cover a question for it to be taken as written in that language."""
FALLBACK = "en"
"""The version that is listed for readers whose language a record has not."""
NEAREST = 3
"""Records that are shown, as weak, when none is above the floor."""
LEAST_SIMILAR = 0.15
"""Cosine under which two practices are not called similar."""
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, eq=False)
class Engine:
    """Searches one opened index; holds no state of a search, so that many may share it."""

    index: Index
    encoder: Encoder
    records: Mapping[str, Record]
    cities: Mapping[str, City]
    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    reranker: Reranker | None = None

    @cached_property
    def values(self) -> dict[str, facets.Values]:
        """Facet values by record id."""
        return {record_id: facets.values_of(record, self.cities) for record_id, record in self.records.items()}

    @cached_property
    def holders(self) -> facets.Holders:
        """Which records have a value of a facet."""
        return facets.Holders.of(self.values)

    @cached_property
    def speller(self) -> Speller:
        """What offers corrected questions; names of cities are right in any language."""
        return Speller(self.index, self.encoder, [name for city in self.cities.values() for name in city.names.values()])

    @cached_property
    def lexicon(self) -> Lexicon:
        """The names of this index's lists, for filters that are typed and names that are found in questions."""
        return Lexicon.of(self.cities, self.vocabularies, sorted(self.holders.by_value))

    @cached_property
    def folded(self) -> dict[str, str]:
        """Every record's folded words, all language versions; made when the first phrase is quoted or excluded."""
        return {record_id: folded_words(texts_of(record)) for record_id, record in self.records.items()}

    def search(self, query: Query) -> Ranking:
        """Rank the records that answer; never raises for what somebody typed."""
        understood = self.understand(query.text)
        where, within = understood.joined(query.where), self.within(understood)
        named = offers.free(self.lexicon.find(query.text[: reading.LONGEST_TYPED]), understood)
        offered = offers.offers(named, self.holders, where, among=self._passing(where, within))
        if within is not None and not within:
            answer = Ranking(query, (), message_code=self._nowhere(understood))
        else:
            answer = self._answer(replace(query, where=where), understood, within, offers.of_places(named, self.holders))
        return replace(answer, query=query, reading=understood, offers=offered)

    def understand(self, typed: str) -> Reading:
        """Return how a question is read: its free text, phrases, exclusions, filters, and notes."""
        return reading.read(typed, lexicon=self.lexicon)

    def within(self, understood: Reading) -> frozenset[str] | None:
        """Return the records that hold every quoted phrase and no excluded one, in any language version; None where all may answer.

        An excluded word may also stand in the names of city and country: they are on every card, and who excludes a place means it.
        """
        if not understood.restricts:
            return None
        found = []
        for record_id, words in self.folded.items():
            with_place = f"{words}\n{self._place_words(self.records[record_id])}" if understood.excluded else words
            excluded = any(stands_in(each, with_place) for each in understood.excluded)
            if not excluded and all(stands_in(each, words) for each in understood.phrases):
                found.append(record_id)
        return frozenset(found)

    def _place_words(self, record: Record) -> str:
        """Return the folded names of a record's city and country in every language."""
        city = self.cities.get(record.city or "")
        if city is None:
            return ""
        lists = self.vocabularies
        country = lists["countries"][city.country].labels if "countries" in lists and city.country in lists["countries"] else {}
        return folded_words([*city.names.values(), *country.values()])

    def _nowhere(self, understood: Reading) -> MessageCode:
        """Return why no record may answer: nothing has the phrases, or the exclusions take what has them."""
        return "quoted-nowhere" if not self.within(replace(understood, excluded=())) and understood.phrases else "all-excluded"

    def _answer(self, query: Query, understood: Reading, within: frozenset[str] | None, preferred: set[str]) -> Ranking:
        """Rank by the text that is left, or list where only operators were typed; ``query.where`` holds the typed filters too."""
        text = self.read(understood.text)
        if not _LETTER.search(encoder_text(text)):
            if understood.filters or understood.restricts:
                return self.browse(query, within=within)
            return replace(self.browse(query), message_code="empty") if not text else Ranking(query, (), message_code="no-words")
        question = self.question(text, lang=query.lang)
        everywhere = self.rank(question, within=within)
        chosen = self.rank(question, where=query.where, within=within) if query.where else everywhere
        if understood.phrases:  # who quotes wants every text that has the words, among the candidates or not
            chosen = self._completed(question, chosen, self._passing(query.where, within))
        found = list(chosen) if understood.phrases else _likely(chosen)
        counted = [self.values[record_id] for record_id in dict.fromkeys([*_likely(everywhere), *found])]
        chances = {record_id: probability(chosen[record_id][0].score) for record_id in found}
        found = offers.prefer(found, chances, preferred, band=band_of)
        ordered = self._reranked(question, {record_id: chosen[record_id] for record_id in found})
        shown = self._arranged(query, ordered, folding=not understood.phrases)
        hits = tuple(shown.explained(self._hit(question, ordered[record_id])) for record_id in shown.order[: query.top])
        message = self._message(query, hits, everywhere, quoted=bool(understood.phrases))
        return Ranking(
            query,
            hits,
            len(shown.order),
            facets.count(counted, query.where),
            message,
            did_you_mean=self.speller.offer(text, lang=query.lang),
            spread=shown.spread_over(hits, self.cities),
        )

    def _arranged(self, query: Query, ordered: Scored, *, folding: bool) -> Arrangement:
        """Return the order to show: repeats folded unless every record was asked for, and spread where the query asks for it."""
        repeats = self._repeats if folding else None
        return arrange(ordered, repeats=repeats, records=self.records, cities=self.cities, spreading=query.spread)

    def _reranked(self, question: Question, scored: Scored) -> Scored:
        """Return the records with the first ones in the reranker's order, where there is one."""
        if self.reranker is None or not scored:
            return scored
        texts = [self._best_text(question, passages) for passages in list(scored.values())[:RERANKED]]
        return reordered(scored, self.reranker.score(encoder_text(question.text), texts))

    def _best_text(self, question: Question, scored: Sequence[ScoredPassage]) -> str:
        """Return a record's best passage in the version that is read, with what it is about: what a reranker sees of it."""
        best = scored[0].passage
        lang = self.records[best.record_id].full_text(question.lang, best.lang).lang
        return self._passages_in(question, scored, lang)[0][0].encoder_text

    def _completed(self, question: Question, ranked: Mapping[str, list[ScoredPassage]], wanted: Set[str]) -> dict[str, list[ScoredPassage]]:
        """Return a ranking with every record of ``wanted``: those that had no candidate by the late scores of all their passages."""
        missing = wanted - ranked.keys()
        added = []
        for pool in self.index.pools.values():
            rows = np.array(sorted(row for each in missing for row in pool.passages.rows_of(each)), dtype=np.int64)
            if len(rows):
                late = late_scores(self.index, pool, question, rows)
                added += [
                    ScoredPassage(pool.passages[row], row, float(score), Legs(0, 0.0, float(score)))
                    for row, score in zip(rows.tolist(), late, strict=True)
                ]
        everything = [*added, *(each for found in ranked.values() for each in found)]
        return _by_record(sorted(everything, key=lambda each: (-each.score, each.passage.record_id, each.row)))

    @staticmethod
    def read(text: str) -> str:
        """Return what is searched with of what somebody typed: white space collapsed, the first part of a very long text."""
        return " ".join(text.split())[:LONGEST_QUERY].strip()

    def question(self, text: str, *, lang: str) -> Question:
        """Encode a question for this index."""
        (encoded,) = self.encoder.encode([encoder_text(text)], kind="query")
        question = Question.prepare(self.index, encoded, text=text, lang=lang)
        return replace(question, widened=reading.widened(text, lexicon=self.lexicon))

    def likeliest_language(self, text: str, guess: str) -> str:
        """Return the language whose passages cover the words of a short text clearly better than those of ``guess`` do, else ``guess``."""
        covered = {lang: max(pool.lexical.search(self.read(text), top=1).values(), default=0.0) for lang, pool in self.index.pools.items()}
        best = max(covered, key=lambda lang: covered[lang], default=guess)
        return best if covered.get(best, 0.0) > CLEARLY * covered.get(guess, 0.0) else guess

    def rank(
        self, question: Question, *, where: Mapping[str, Sequence[str]] | None = None, within: frozenset[str] | None = None
    ) -> dict[str, list[ScoredPassage]]:
        """Return record id -> its candidate passages, best first in both; nothing is cut off for being weak.

        Args:
            question: prepared by :meth:`question`.
            where: field -> accepted values.
            within: the records that may answer; None for all.
        """
        allowed = self.allowed(where or {}, within=within)
        return _by_record(rank_passages(self.index, question, allowed=allowed))

    def _message(
        self, query: Query, hits: Sequence[Hit], everywhere: Mapping[str, Sequence[ScoredPassage]], *, quoted: bool
    ) -> MessageCode:
        if not hits and query.where:
            return "filtered-out"
        if not quoted and all(hit.band == "weak" for hit in hits):
            best = next(iter(everywhere.values()), None)
            elsewhere = query.where and best and band_of(probability(best[0].score)) != "weak"
            return "nothing-fair-filtered" if elsewhere else "nothing-fair"
        return "shortened" if len(" ".join(query.text.split())) > LONGEST_QUERY else ""

    def allowed(self, where: Mapping[str, Sequence[str]], *, within: frozenset[str] | None = None) -> dict[str, NDArray[np.bool_]] | None:
        """Return the rows of each pool whose record may answer, None for all; a filter by language is one by record, not by passage."""
        if not where and within is None:
            return None
        passing = self._passing(where, within)
        return {lang: pool.passages.of(passing) for lang, pool in self.index.pools.items()}

    def _passing(self, where: Mapping[str, Sequence[str]], within: frozenset[str] | None) -> Set[str]:
        passing = self.holders.passing(where)
        return passing if within is None else passing & within

    def _hit(self, question: Question, scored: Sequence[ScoredPassage]) -> Hit:
        best = scored[0]
        record = self.records[best.passage.record_id]
        title_lang = question.lang if question.lang in record.versions else best.passage.lang
        lang = record.full_text(question.lang, best.passage.lang).lang
        matches = tuple(self._match(question, each) for each in self._to_show(question, scored, title_lang, lang))
        reasons: list[ReasonCode] = ["form"] if any(match.highlights for match in matches) else ["meaning"]
        if highlights(question.text, record.version(title_lang).title):
            reasons.insert(0, "title")
        if lang != question.lang:
            reasons.append("other-language")
        chance = probability(best.score)
        return Hit(record, lang, title_lang, chance, band_of(chance), tuple(reasons), matches)

    def _to_show(self, question: Question, scored: Sequence[ScoredPassage], title_lang: str, lang: str) -> list[tuple[Passage, float]]:
        """Return the best passages of the full text, the best of the title's language before them where that is another."""
        full = self._passages_in(question, scored, lang)
        if title_lang == lang:
            return full[:SHOWN_PASSAGES]
        return [*self._passages_in(question, scored, title_lang)[:1], *full][:SHOWN_PASSAGES]

    def _passages_in(self, question: Question, scored: Sequence[ScoredPassage], lang: str) -> list[tuple[Passage, float]]:
        """Return a record's passages in one language, best first, scored now where the candidates lack them."""
        own = [(each.passage, each.score) for each in scored if each.passage.lang == lang]
        if own:
            return own
        pool = self.index.pools[lang]
        rows = np.array(pool.passages.rows_of(scored[0].passage.record_id), dtype=np.int64)
        late = late_scores(self.index, pool, question, rows)
        return [(pool.passages[int(rows[i])], float(late[i])) for i in np.argsort(-late, kind="stable")]

    def _match(self, question: Question, found: tuple[Passage, float]) -> PassageMatch:
        passage, score = found
        return PassageMatch(passage, round(probability(score), 4), tuple(highlights(question.text, passage.text)))

    # without a question

    def browse(self, query: Query, *, within: frozenset[str] | None = None) -> Ranking:
        """Return the records that pass the filters, the newest first, each with its summary; only those of ``within`` where it is given."""
        passing = [self.records[record_id] for record_id in self._passing(query.where, within)]
        passing.sort(key=lambda record: (-(record.year or 0), record.id))
        hits = tuple(self._listed(record, query.lang, None, ()) for record in passing[: query.top])
        message: MessageCode = "" if passing or not query.where else "filtered-out"
        listed = [values for record_id, values in self.values.items() if within is None or record_id in within]
        return Ranking(query, hits, len(passing), facets.count(listed, query.where), message)

    def similar(self, record: Record, *, lang: str, top: int) -> Ranking:
        """Return the practices nearest in content to ``record``, whatever their language."""
        ids = [each for each in self._centres if each != record.id and isinstance(self.records[each], Practice)]
        if not ids:
            return Ranking(Query(record.version(lang).title, lang, top=top), ())
        cosines = np.stack([self._centres[each] for each in ids]) @ self._centres[record.id]
        order = [i for i in np.argsort(-cosines, kind="stable") if cosines[i] >= LEAST_SIMILAR][:top]
        hits = tuple(self._listed(self.records[ids[i]], lang, float(cosines[i]), ("similar",)) for i in order)
        return Ranking(Query(record.version(lang).title, lang, top=top), hits, len(hits))

    @cached_property
    def _centres(self) -> dict[str, NDArray[np.float32]]:
        """Record id -> unit vector of its passages, centred per language so that languages meet."""
        sums: dict[str, NDArray[np.float32]] = {}
        for pool in self.index.pools.values():
            for record_id, centre in pool.record_centres():
                sums[record_id] = sums.get(record_id, 0) + centre
        return {record_id: unit(total) for record_id, total in sums.items()}

    @cached_property
    def _repeats(self) -> Repeats:
        """Which records tell the same."""
        return Repeats.of(self.index)

    def _listed(self, record: Record, lang: str, cosine: float | None, reasons: tuple[ReasonCode, ...]) -> Hit:
        shown = record.version(lang, FALLBACK).lang
        pool = self.index.pools[shown]
        rows = pool.passages.rows_of(record.id)
        row = next((row for row in rows if pool.passages[row].section == SUMMARY), rows[0])
        score = max(0.0, cosine) if cosine is not None else 0.0
        lang = record.full_text(shown).lang
        return Hit(record, lang, shown, round(score, 4), None, reasons, (PassageMatch(pool.passages[row], 0.0),))


def _likely(ranked: Mapping[str, Sequence[ScoredPassage]]) -> list[str]:
    """Return the records worth showing, in order: those above the floor, or the nearest few where none is."""
    found = [record_id for record_id, scored in ranked.items() if probability(scored[0].score) >= FLOOR]
    return found or list(ranked)[:NEAREST]


def _by_record(ranked: Iterable[ScoredPassage]) -> dict[str, list[ScoredPassage]]:
    """Group passages by record; records in the order of their best passage, whatever its language."""
    grouped: dict[str, list[ScoredPassage]] = {}
    for each in ranked:
        grouped.setdefault(each.passage.record_id, []).append(each)
    return grouped
