"""What an export needs to call things by their names, and the few words of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peerlearn.city import City
    from peerlearn.facts import Text
    from peerlearn.practice import Record
    from peerlearn.vocabulary import Vocabularies

LANGS = ("ar", "en", "fr", "es")


class Names(Protocol):
    """Cities and controlled lists; a KnowledgeBase and a Corpus are such."""

    @property
    def cities(self) -> Mapping[str, City]:
        """City profiles by id."""
        ...

    @property
    def vocabularies(self) -> Vocabularies:
        """The controlled lists."""
        ...


WORDS: dict[str, dict[str, str]] = {
    "report": {"ar": "ممارسات من مدن التعلّم", "en": "Practices of learning cities", "fr": "Pratiques de villes apprenantes",
               "es": "Prácticas de ciudades del aprendizaje"},
    "question": {"ar": "السؤال", "en": "Question", "fr": "Question", "es": "Pregunta"},
    "made": {"ar": "أُعدّ في", "en": "Made on", "fr": "Établi le", "es": "Elaborado el"},
    "contents": {"ar": "المحتويات", "en": "Contents", "fr": "Sommaire", "es": "Índice"},
    "summary": {"ar": "الملخّص", "en": "Summary", "fr": "Résumé", "es": "Resumen"},
    "facts": {"ar": "في سطور", "en": "At a glance", "fr": "En bref", "es": "En breve"},
    "results": {"ar": "النتائج بالأرقام", "en": "Results in figures", "fr": "Résultats chiffrés", "es": "Resultados en cifras"},
    "indicator": {"ar": "المؤشّر", "en": "Indicator", "fr": "Indicateur", "es": "Indicador"},
    "value": {"ar": "القيمة", "en": "Value", "fr": "Valeur", "es": "Valor"},
    "baseline": {"ar": "نقطة البداية", "en": "Before", "fr": "Avant", "es": "Antes"},
    "date": {"ar": "التاريخ", "en": "Date", "fr": "Date", "es": "Fecha"},
    "sources": {"ar": "المصادر", "en": "Sources", "fr": "Sources", "es": "Fuentes"},
    "city": {"ar": "المدينة", "en": "City", "fr": "Ville", "es": "Ciudad"},
    "years": {"ar": "المدة", "en": "Years", "fr": "Période", "es": "Periodo"},
    "since": {"ar": "منذ {year}", "en": "since {year}", "fr": "depuis {year}", "es": "desde {year}"},
    "stage": {"ar": "المرحلة", "en": "Stage", "fr": "Stade", "es": "Etapa"},
    "lead": {"ar": "الجهة المنفّذة", "en": "Led by", "fr": "Porteur", "es": "Entidad responsable"},
    "themes": {"ar": "الموضوعات", "en": "Themes", "fr": "Thèmes", "es": "Temas"},
    "sdgs": {"ar": "أهداف التنمية المستدامة", "en": "Sustainable Development Goals", "fr": "Objectifs de développement durable",
             "es": "Objetivos de Desarrollo Sostenible"},
    "groups": {"ar": "الفئات المستهدفة", "en": "Target groups", "fr": "Publics", "es": "Grupos destinatarios"},
    "evidence": {"ar": "مستوى الدليل", "en": "Level of evidence", "fr": "Niveau de preuve", "es": "Nivel de evidencia"},
    "text": {"ar": "لغة النص", "en": "Language of the text", "fr": "Langue du texte", "es": "Idioma del texto"},
    "original": {"ar": "نص أصلي", "en": "original", "fr": "original", "es": "original"},
    "human": {"ar": "ترجمة بشرية", "en": "human translation", "fr": "traduction humaine", "es": "traducción humana"},
    "machine": {"ar": "ترجمة آلية", "en": "machine translation", "fr": "traduction automatique", "es": "traducción automática"},
    "unreviewed": {"ar": "لم يراجعها بعدُ قارئ من أهل اللغة", "en": "not yet read by a native reviewer",
                   "fr": "pas encore relu par un locuteur natif", "es": "aún sin revisión de un hablante nativo"},
    "licence": {"ar": "الرخصة", "en": "Licence", "fr": "Licence", "es": "Licencia"},
    "accessed": {"ar": "اطُّلع عليه في", "en": "accessed on", "fr": "consulté le", "es": "consultado el"},
    "footer": {"ar": "كُتبت النصوص من جديد استنادًا إلى وقائع مصادرها، ورخصتها CC BY-SA 4.0؛ أما حقوق المصادر فلناشريها.",
               "en": "The texts were written anew from the facts in their sources and are under CC BY-SA 4.0; rights in the sources "
                     "stay with their publishers.",
               "fr": "Les textes ont été réécrits d’après les faits de leurs sources, sous CC BY-SA 4.0 ; les droits sur les sources "
                     "restent à leurs éditeurs.",
               "es": "Los textos se redactaron de nuevo a partir de los hechos de sus fuentes, bajo CC BY-SA 4.0; los derechos de las "
                     "fuentes son de sus editores."},
    "shortened": {"ar": "في هذا التقرير أول {shown} من {total}.", "en": "This report holds the first {shown} of {total}.",
               "fr": "Ce rapport contient les {shown} premières sur {total}.",
               "es": "Este informe contiene las primeras {shown} de {total}."},
}  # fmt: skip
"""Words of the exports themselves; everything else is named by the vocabularies."""

LIST_COMMA = {"ar": "، "}
"""What stands between the items of a list; a comma where nothing is said."""


def word(name: str, lang: str) -> str:
    """Return one of the words in ``lang``, or in English."""
    return WORDS[name].get(lang) or WORDS[name]["en"]


def listed(items: list[str], lang: str) -> str:
    """Return items as one line."""
    return LIST_COMMA.get(lang, ", ").join(items)


def said(text: Text | None, lang: str) -> str:
    """Return a text in ``lang``, else in English, else in whatever language it is known; empty for none."""
    if not text:
        return ""
    return text.get(lang) or text.get("en") or next(iter(text.values()))


def place_of(record: Record, names: Names, lang: str) -> tuple[str, str]:
    """Return the names of city and country, each empty where unknown."""
    city = names.cities.get(record.city) if record.city else None
    if city is None:
        return "", ""
    return city.name(lang), names.vocabularies.label("countries", city.country, lang)
