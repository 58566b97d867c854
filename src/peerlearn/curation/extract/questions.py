"""What a file leaves open, asked of the city in its own language: ar, en, fr or es, English for any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerlearn.curation.extract.suggestion import Question

if TYPE_CHECKING:
    from collections.abc import Iterable

PRACTICE: dict[str, dict[str, str]] = {
    "title": {
        "ar": "ما اسم هذه الممارسة؟",
        "en": "What is this practice called?",
        "fr": "Comment s’appelle cette pratique ?",
        "es": "¿Cómo se llama esta práctica?",
    },
    "summary": {
        "ar": "هل لكم أن تلخّصوا الممارسة في فقرة واحدة لا تزيد على 250 كلمة؟",
        "en": "Could you sum the practice up in one paragraph of at most 250 words?",
        "fr": "Pouvez-vous résumer la pratique en un paragraphe de 250 mots au plus ?",
        "es": "¿Podrían resumir la práctica en un párrafo de 250 palabras como máximo?",
    },
    "city": {
        "ar": "في أي مدينة تُنفَّذ هذه الممارسة؟",
        "en": "In which city does this practice take place?",
        "fr": "Dans quelle ville cette pratique se déroule-t-elle ?",
        "es": "¿En qué ciudad se lleva a cabo esta práctica?",
    },
    "country": {
        "ar": "في أي بلد تقع المدينة؟",
        "en": "In which country is the city?",
        "fr": "Dans quel pays se trouve la ville ?",
        "es": "¿En qué país está la ciudad?",
    },
    "start": {
        "ar": "متى بدأت الممارسة؟ تكفي السنة.",
        "en": "When did the practice begin? The year is enough.",
        "fr": "Quand la pratique a-t-elle commencé ? L’année suffit.",
        "es": "¿Cuándo comenzó la práctica? Basta con el año.",
    },
    "end": {
        "ar": "هل ما زالت الممارسة قائمة؟ وإن كانت قد انتهت، فمتى؟",
        "en": "Is the practice still running? If it has ended, when?",
        "fr": "La pratique est-elle toujours en cours ? Sinon, quand s’est-elle terminée ?",
        "es": "¿Sigue en marcha la práctica? Si terminó, ¿cuándo?",
    },
    "challenge": {
        "ar": "ما المشكلة التي أرادت المدينة حلها؟ ومن كان يعاني منها؟",
        "en": "Which problem did the city want to solve, and whom did it affect?",
        "fr": "Quel problème la ville voulait-elle résoudre, et qui touchait-il ?",
        "es": "¿Qué problema quería resolver la ciudad y a quién afectaba?",
    },
    "solution": {
        "ar": "ماذا فعلتم؟ صفوا الحل وخطوات تنفيذه.",
        "en": "What did you do? Please describe the solution and its steps.",
        "fr": "Qu’avez-vous fait ? Décrivez la solution et ses étapes.",
        "es": "¿Qué hicieron? Describan la solución y sus pasos.",
    },
    "objectives": {
        "ar": "ما الأهداف التي وضعتموها لأنفسكم؟",
        "en": "Which objectives did you set yourselves?",
        "fr": "Quels objectifs vous étiez-vous fixés ?",
        "es": "¿Qué objetivos se fijaron?",
    },
    "target_groups": {
        "ar": "لمن تتوجه هذه الممارسة؟",
        "en": "Whom is the practice for?",
        "fr": "À qui cette pratique s’adresse-t-elle ?",
        "es": "¿A quién se dirige la práctica?",
    },
    "themes": {
        "ar": "ما الموضوعات التي تتناولها الممارسة؟",
        "en": "Which themes does the practice deal with?",
        "fr": "De quels thèmes relève la pratique ?",
        "es": "¿De qué temas trata la práctica?",
    },
    "sdgs": {
        "ar": "في أي من أهداف التنمية المستدامة تُسهم الممارسة؟",
        "en": "To which Sustainable Development Goals does the practice contribute?",
        "fr": "À quels Objectifs de développement durable la pratique contribue-t-elle ?",
        "es": "¿A qué Objetivos de Desarrollo Sostenible contribuye la práctica?",
    },
    "key_features": {
        "ar": "بأيٍّ من الملامح الرئيسية لمدن التعلّم تتصل الممارسة؟",
        "en": "Which of the Key Features of Learning Cities does the practice relate to?",
        "fr": "À quelles caractéristiques principales des villes apprenantes la pratique se rattache-t-elle ?",
        "es": "¿Con qué características fundamentales de las ciudades del aprendizaje se relaciona la práctica?",
    },
    "partners": {
        "ar": "من شارككم في العمل؟ وبماذا أسهم كل شريك؟",
        "en": "Who worked with you, and what did each partner contribute?",
        "fr": "Qui a travaillé avec vous, et qu’a apporté chaque partenaire ?",
        "es": "¿Quién trabajó con ustedes y qué aportó cada socio?",
    },
    "beneficiaries": {
        "ar": "كم عدد الذين استفادوا من الممارسة حتى الآن؟",
        "en": "How many people has the practice reached so far?",
        "fr": "Combien de personnes la pratique a-t-elle touchées jusqu’ici ?",
        "es": "¿A cuántas personas ha llegado la práctica hasta ahora?",
    },
    "cost": {
        "ar": "كم كلّفت الممارسة؟ وبأي عملة؟ ومن موّلها؟",
        "en": "What did the practice cost, in which currency, and who paid for it?",
        "fr": "Combien la pratique a-t-elle coûté, en quelle monnaie, et qui l’a financée ?",
        "es": "¿Cuánto costó la práctica, en qué moneda y quién la financió?",
    },
    "results": {
        "ar": "ما الذي تغيّر بفضل الممارسة؟ اذكروا الأرقام مع تواريخها ومن أحصاها.",
        "en": "What has changed because of the practice? Please give figures, their dates, and who counted.",
        "fr": "Qu’est-ce qui a changé grâce à la pratique ? Donnez des chiffres, leurs dates et qui les a établis.",
        "es": "¿Qué ha cambiado gracias a la práctica? Den cifras, sus fechas y quién las contó.",
    },
    "obstacles": {
        "ar": "ما الصعوبات التي واجهتموها؟ وما الذي كنتم ستفعلونه على نحو مختلف؟",
        "en": "Which difficulties did you meet, and what would you do differently?",
        "fr": "Quelles difficultés avez-vous rencontrées, et que feriez-vous autrement ?",
        "es": "¿Qué dificultades encontraron y qué harían de otro modo?",
    },
    "lessons": {
        "ar": "ما الدروس التي تنصحون مدنًا أخرى بها؟",
        "en": "Which lessons would you pass on to other cities?",
        "fr": "Quels enseignements transmettriez-vous à d’autres villes ?",
        "es": "¿Qué lecciones transmitirían a otras ciudades?",
    },
    "sustainability": {
        "ar": "كيف تضمنون استمرار الممارسة؟",
        "en": "How do you make sure that the practice goes on?",
        "fr": "Comment assurez-vous la continuité de la pratique ?",
        "es": "¿Cómo aseguran la continuidad de la práctica?",
    },
}
"""Field -> the question, in the order in which they are asked."""
DOCUMENT: dict[str, dict[str, str]] = {
    "title": {
        "ar": "ما عنوان هذا النص؟",
        "en": "What is the title of this text?",
        "fr": "Quel est le titre de ce texte ?",
        "es": "¿Cuál es el título de este texto?",
    },
    "date": {
        "ar": "متى نُشر هذا النص؟",
        "en": "When was this text published?",
        "fr": "Quand ce texte a-t-il été publié ?",
        "es": "¿Cuándo se publicó este texto?",
    },
    "city": {
        "ar": "هل يتعلق هذا النص بمدينة بعينها؟ وما هي؟",
        "en": "Is this text about one city, and which?",
        "fr": "Ce texte concerne-t-il une ville en particulier, et laquelle ?",
        "es": "¿Se refiere este texto a una ciudad en particular? ¿Cuál?",
    },
}


def questions(filled: Iterable[str], *, lang: str, practice: bool) -> tuple[Question, ...]:
    """Return what to ask for the fields that nothing was found for; the country is not asked beside the city that says it."""
    table, known = PRACTICE if practice else DOCUMENT, set(filled)
    if "city" in known:
        known.add("country")
    if "figures" in known:
        known.add("results")
    return tuple(
        Question(field, lang if lang in texts else "en", texts.get(lang, texts["en"]))
        for field, texts in table.items()
        if field not in known
    )
