"""What to adapt where a criterion is a gap, and the other words of a fit report, in the languages of the interface."""

from __future__ import annotations

ADVICE: dict[str, dict[str, str]] = {
    "scale-up": {
        "ar": "ابدأ بحيّ يقارب حجم مدينة المنشأ، ثم توسّع حيًّا بعد حيّ.",
        "en": "Begin with a district about the size of the origin city, then grow district by district.",
        "fr": "Commencer par un quartier de la taille de la ville d’origine, puis étendre quartier par quartier.",
        "es": "Empiece por un distrito del tamaño de la ciudad de origen y amplíe distrito a distrito.",
    },
    "scale-down": {
        "ar": "اختصر الممارسة إلى جوهرها، أو تقاسمها مع مدن مجاورة.",
        "en": "Reduce it to its core, or share it with neighbouring cities.",
        "fr": "La réduire à l’essentiel, ou la partager avec des villes voisines.",
        "es": "Redúzcala a lo esencial o compártala con ciudades vecinas.",
    },
    "other-languages": {
        "ar": "أعدّ مواد ومدرّبين بلغات مدينتك قبل البدء.",
        "en": "Prepare materials and trainers in your city's languages before you begin.",
        "fr": "Préparer supports et formateurs dans les langues de votre ville avant de commencer.",
        "es": "Prepare materiales y formadores en los idiomas de su ciudad antes de empezar.",
    },
    "measure-first": {
        "ar": "نفّذها تجربةً محدودة، وقِس قبلها وبعدها، فأثرها لم يُوثَّق بعد.",
        "en": "Run it as a small pilot and measure before and after: its effect is not yet documented.",
        "fr": "La mener en petit projet pilote et mesurer avant et après : son effet n’est pas encore documenté.",
        "es": "Hágala como un pequeño piloto y mida antes y después: su efecto aún no está documentado.",
    },
    "in-phases": {
        "ar": "قسّمها إلى مراحل، وابدأ بما يستطيع شريك واحد أن يحمله.",
        "en": "Divide it into phases and begin with what one partner can carry.",
        "fr": "La diviser en étapes et commencer par ce qu’un seul partenaire peut porter.",
        "es": "Divídala en fases y empiece por lo que un solo socio pueda llevar.",
    },
    "ask-for-documents": {
        "ar": "اطلب من مدينة المنشأ خطة العمل والنماذج قبل أن تقرّر.",
        "en": "Ask the origin city for its work plan and forms before you decide.",
        "fr": "Demander à la ville d’origine son plan de travail et ses formulaires avant de décider.",
        "es": "Pida a la ciudad de origen su plan de trabajo y sus formularios antes de decidir.",
    },
    "translate-materials": {
        "ar": "خصّص وقتًا ومالًا لترجمة النص الكامل ومراجعته.",
        "en": "Set aside time and money to translate the full text and have it reviewed.",
        "fr": "Prévoir du temps et un budget pour traduire le texte complet et le faire relire.",
        "es": "Reserve tiempo y dinero para traducir el texto completo y revisarlo.",
    },
    "choose-indicators": {
        "ar": "اختر مؤشرًا أو اثنين وسجّل قيمة البداية قبل الانطلاق.",
        "en": "Choose one or two indicators and record where you start before you begin.",
        "fr": "Choisir un ou deux indicateurs et relever leur valeur avant de commencer.",
        "es": "Elija uno o dos indicadores y anote su valor antes de empezar.",
    },
    "settle-first": {
        "ar": "احسم هذا الأمر في مدينتك قبل البدء، أو غيّر الممارسة بحيث لا تحتاج إليه.",
        "en": "Settle this in your city before you begin, or change the practice so that it does without.",
        "fr": "Régler ce point dans votre ville avant de commencer, ou modifier la pratique pour s’en passer.",
        "es": "Resuelva esto en su ciudad antes de empezar, o cambie la práctica para prescindir de ello.",
    },
}
VERDICTS = {
    "match": {"ar": "متوافق", "en": "Match", "fr": "Concordance", "es": "Coincide"},
    "gap": {"ar": "فجوة", "en": "Gap", "fr": "Écart", "es": "Brecha"},
    "unknown": {"ar": "غير معروف", "en": "Unknown", "fr": "Inconnu", "es": "Desconocido"},
}
YES_NO = {
    True: {"ar": "نعم، كما ذكرت مدينتك", "en": "Yes, as your city says", "fr": "Oui, selon votre ville", "es": "Sí, según su ciudad"},
    False: {"ar": "لا، كما ذكرت مدينتك", "en": "No, as your city says", "fr": "Non, selon votre ville", "es": "No, según su ciudad"},
}
ANY_CITY = {
    "ar": "لا يتوقف على مدينتك",
    "en": "Does not depend on your city",
    "fr": "Ne dépend pas de votre ville",
    "es": "No depende de su ciudad",
}
WORDS: dict[str, dict[str, str]] = {
    "title": {
        "ar": "هل تناسب {city}؟ {title}",
        "en": "Does it fit {city}? {title}",
        "fr": "Convient-elle à {city} ? {title}",
        "es": "¿Encaja en {city}? {title}",
    },
    "anticipated": {
        "ar": "الملاءمة المتوقَّعة على {total} معيارًا: المتوافق {matches}، والفجوات {gaps}، وغير المعروف {unknown}. "
        "وغير المعروف لا يُحسب توافقًا.",
        "en": "Anticipated fit: {matches} of {total} criteria match, {gaps} are gaps, {unknown} are unknown. "
        "Unknown never counts as a match.",
        "fr": "Adéquation anticipée : {matches} critères sur {total} concordent, {gaps} sont des écarts, {unknown} sont inconnus. "
        "L’inconnu ne compte jamais comme une concordance.",
        "es": "Encaje previsto: {matches} de {total} criterios coinciden, {gaps} son brechas, {unknown} se desconocen. "
        "Lo desconocido nunca cuenta como coincidencia.",
    },
    "criterion": {"ar": "المعيار", "en": "Criterion", "fr": "Critère", "es": "Criterio"},
    "origin": {"ar": "مدينة المنشأ", "en": "Origin city", "fr": "Ville d’origine", "es": "Ciudad de origen"},
    "mine": {"ar": "مدينتي", "en": "My city", "fr": "Ma ville", "es": "Mi ciudad"},
    "verdict": {"ar": "الحكم", "en": "Verdict", "fr": "Verdict", "es": "Veredicto"},
    "adapt": {"ar": "ما ينبغي تكييفه", "en": "What to adapt", "fr": "Ce qu’il faut adapter", "es": "Qué adaptar"},
    "ask": {
        "ar": "أسئلة إلى مدينة المنشأ",
        "en": "Questions to ask the origin city",
        "fr": "Questions à poser à la ville d’origine",
        "es": "Preguntas para la ciudad de origen",
    },
    "settle": {
        "ar": "أسئلة إلى مدينتك",
        "en": "Questions to settle at home",
        "fr": "Questions à régler chez vous",
        "es": "Preguntas que resolver en casa",
    },
    "cited": {"ar": "ما يقوله النص", "en": "What the text says", "fr": "Ce que dit le texte", "es": "Lo que dice el texto"},
    "sources": {"ar": "المصادر", "en": "Sources", "fr": "Sources", "es": "Fuentes"},
    "nothing": {"ar": "لا شيء", "en": "Nothing", "fr": "Rien", "es": "Nada"},
    "not-known": {"ar": "غير معروف", "en": "not known", "fr": "inconnu", "es": "desconocido"},
    "per-resident": {
        "ar": "{cost} {currency} ({year})، أي نحو {each} لكل ساكن",
        "en": "{currency} {cost} ({year}), about {each} per resident",
        "fr": "{cost} {currency} ({year}), environ {each} par habitant",
        "es": "{cost} {currency} ({year}), unos {each} por habitante",
    },
    "cost": {
        "ar": "{cost} {currency} ({year})",
        "en": "{currency} {cost} ({year})",
        "fr": "{cost} {currency} ({year})",
        "es": "{cost} {currency} ({year})",
    },
    "documented": {
        "ar": "{count} من {of} أقسام: {names}",
        "en": "{count} of {of} sections: {names}",
        "fr": "{count} sections sur {of} : {names}",
        "es": "{count} de {of} secciones: {names}",
    },
    "indicators": {
        "ar": "مؤشرات لها أساس أو طريقة قياس: {names}",
        "en": "Indicators with a baseline or method: {names}",
        "fr": "Indicateurs avec valeur de départ ou méthode : {names}",
        "es": "Indicadores con línea de base o método: {names}",
    },
    "no-results": {
        "ar": "لا نتائج مسجَّلة",
        "en": "No results recorded",
        "fr": "Aucun résultat consigné",
        "es": "Sin resultados registrados",
    },
    "replicated": {
        "ar": "طُبّقت في مدن أخرى مع بيانات",
        "en": "Replicated elsewhere with data",
        "fr": "Reproduite ailleurs avec des données",
        "es": "Replicada en otros lugares con datos",
    },
}
