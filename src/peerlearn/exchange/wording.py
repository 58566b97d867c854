"""What peers and fit reports say to people, in the languages of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerlearn.exchange.peers import Peer, Reason, ThemeMatch
    from peerlearn.vocabulary import Vocabularies

FACTOR_LABELS = {
    "size": {"ar": "عدد السكان", "en": "Population", "fr": "Population", "es": "Población"},
    "income": {"ar": "مستوى دخل البلد", "en": "Income of the country", "fr": "Revenu du pays", "es": "Ingresos del país"},
    "region": {"ar": "المنطقة", "en": "Region", "fr": "Région", "es": "Región"},
    "language": {"ar": "لغات البلد", "en": "Languages of the country", "fr": "Langues du pays", "es": "Idiomas del país"},
    "climate": {"ar": "المناخ", "en": "Climate", "fr": "Climat", "es": "Clima"},
    "coast": {"ar": "البعد عن البحر", "en": "Distance to the sea", "fr": "Distance à la mer", "es": "Distancia al mar"},
    "themes": {"ar": "الموضوعات", "en": "Themes", "fr": "Thèmes", "es": "Temas"},
}
INCOME_LABELS = {
    "low": {"ar": "دخل منخفض", "en": "low income", "fr": "revenu faible", "es": "ingresos bajos"},
    "lower-middle": {
        "ar": "دخل متوسط منخفض",
        "en": "lower middle income",
        "fr": "revenu intermédiaire inférieur",
        "es": "ingresos medianos bajos",
    },
    "upper-middle": {
        "ar": "دخل متوسط مرتفع",
        "en": "upper middle income",
        "fr": "revenu intermédiaire supérieur",
        "es": "ingresos medianos altos",
    },
    "high": {"ar": "دخل مرتفع", "en": "high income", "fr": "revenu élevé", "es": "ingresos altos"},
}
CLIMATE_LABELS = {
    "A": {"ar": "مداري", "en": "tropical", "fr": "tropical", "es": "tropical"},
    "B": {"ar": "جاف", "en": "dry", "fr": "sec", "es": "seco"},
    "C": {"ar": "معتدل", "en": "temperate", "fr": "tempéré", "es": "templado"},
    "D": {"ar": "قاري", "en": "continental", "fr": "continental", "es": "continental"},
    "E": {"ar": "قطبي", "en": "polar", "fr": "polaire", "es": "polar"},
}
NOT_KNOWN = {"ar": "غير معروف", "en": "not known", "fr": "inconnu", "es": "desconocido"}
RECIPROCAL_LABEL = {
    "ar": "المنفعة متبادلة: لكلٍّ من المدينتين ما تحتاج إليه الأخرى",
    "en": "Both ways: each documents what the other needs",
    "fr": "Dans les deux sens : chacune documente ce dont l’autre a besoin",
    "es": "En ambos sentidos: cada una documenta lo que la otra necesita",
}
NEEDS_FROM = {
    "said": {
        "ar": "الاحتياجات كما ذُكرت",
        "en": "Needs as they were said",
        "fr": "Besoins tels qu’ils ont été exprimés",
        "es": "Necesidades tal como se dijeron",
    },
    "practices": {
        "ar": "الاحتياجات مستنتجة من التحديات الواردة في ممارسات المدينة نفسها، ولم تعلنها المدينة",
        "en": "Needs read from the challenges that the city's own practices name; the city did not state them",
        "fr": "Besoins déduits des défis que nomment les pratiques de la ville ; elle ne les a pas exprimés",
        "es": "Necesidades deducidas de los retos que nombran las prácticas de la ciudad; no las ha expresado ella",
    },
    "nothing": {
        "ar": "لا يُعرف ما تحتاج إليه المدينة، فرُتّبت النظيرات بالتشابه وحده",
        "en": "No need is known, so the list is by similarity alone",
        "fr": "Aucun besoin n’est connu : la liste suit la seule ressemblance",
        "es": "No se conoce ninguna necesidad: la lista sigue solo el parecido",
    },
}
_AND = {"ar": "، ", "en": ", ", "fr": ", ", "es": ", "}
_HERE_THERE = {
    "ar": "{label}: {mine} هنا، و{theirs} هناك",
    "en": "{label}: {mine} here, {theirs} there",
    "fr": "{label} : {mine} ici, {theirs} là-bas",
    "es": "{label}: {mine} aquí, {theirs} allí",
}
_BOTH = {
    "ar": "{label}: {mine} في كلتيهما",
    "en": "{label}: {mine} in both",
    "fr": "{label} : {mine} des deux côtés",
    "es": "{label}: {mine} en ambas",
}
_NONE_SHARED = {"ar": "لا موضوعات مشتركة", "en": "No themes in common", "fr": "Aucun thème commun", "es": "Ningún tema en común"}
_DOCUMENTS = {
    "ar": "توثّق ما تحتاج إليه في «{theme}» ({count})",
    "en": "Documents what you need in “{theme}” ({count})",
    "fr": "Documente ce qu’il vous faut en « {theme} » ({count})",
    "es": "Documenta lo que necesita en «{theme}» ({count})",
}


def said(texts: dict[str, str], lang: str) -> str:
    """Return a text in ``lang``, or in English."""
    return texts.get(lang) or texts["en"]


def reason_text(reason: Reason, *, lang: str, vocabularies: Vocabularies) -> str:
    """Return one reason as a sentence with both sides' figures."""
    label = said(FACTOR_LABELS[reason.factor], lang)
    if reason.factor == "themes" and not reason.mine:
        return said(_NONE_SHARED, lang)
    mine, theirs = (figure_text(reason.factor, value, lang=lang, vocabularies=vocabularies) for value in (reason.mine, reason.theirs))
    return said(_BOTH if mine == theirs else _HERE_THERE, lang).format(label=label, mine=mine, theirs=theirs)


def theme_text(match: ThemeMatch, *, lang: str, vocabularies: Vocabularies) -> str:
    """Return what a peer documents of a need, with the number of practices."""
    return said(_DOCUMENTS, lang).format(theme=vocabularies.label("themes", match.theme, lang), count=len(match.practices))


def peer_reasons(peer: Peer, *, lang: str, vocabularies: Vocabularies) -> tuple[list[str], list[str], list[str]]:
    """Return what brings two cities together (what the peer documents first), what pulls them apart, and what is unknown."""
    together = [theme_text(match, lang=lang, vocabularies=vocabularies) for match in peer.themes[:3]]
    together += [reason_text(each, lang=lang, vocabularies=vocabularies) for each in peer.reasons if each.kind == "together"]
    apart = [reason_text(each, lang=lang, vocabularies=vocabularies) for each in peer.reasons if each.kind == "apart"]
    return together, apart, [said(FACTOR_LABELS[factor], lang) for factor in peer.unknown]


def figure_text(factor: str, value: object, *, lang: str, vocabularies: Vocabularies) -> str:
    """Return a figure as people say it: numbers with thousands separated, ids by their labels."""
    if value is None or value == ():
        return said(NOT_KNOWN, lang)
    if factor == "income":
        return said(INCOME_LABELS[str(value)], lang)
    if factor == "climate":
        return said(CLIMATE_LABELS[str(value)[0]], lang)
    if factor == "region":
        return vocabularies.label("regions", str(value), lang)
    if factor == "coast":
        return {"ar": "{} كم", "en": "{} km", "fr": "{} km", "es": "{} km"}.get(lang, "{} km").format(f"{value:g}")
    if isinstance(value, tuple):
        names = {"language": "languages", "themes": "themes"}[factor]
        return said(_AND, lang).join(vocabularies.label(names, each, lang) for each in value)
    return number_text(value, lang=lang)


def number_text(value: object, *, lang: str) -> str:
    """Return a number with its thousands separated as the language does."""
    separator = {"en": ",", "ar": ",", "fr": "\u202f", "es": "\u00a0"}.get(lang, ",")
    return f"{value:,}".replace(",", separator) if isinstance(value, int | float) else str(value)
