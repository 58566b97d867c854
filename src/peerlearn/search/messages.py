"""The sentences that a search says to people, in the languages of the interface."""

from __future__ import annotations

MESSAGES: dict[str, dict[str, str]] = {
    "empty": {
        "ar": "اكتب سؤالًا أو كلمات تصف ما تبحث عنه.",
        "en": "Type a question, or words that describe what you are looking for.",
        "fr": "Saisissez une question ou des mots qui décrivent ce que vous cherchez.",
        "es": "Escriba una pregunta o palabras que describan lo que busca.",
    },
    "no-words": {
        "ar": "لا كلمات في هذا السؤال يمكن البحث بها. جرّب وصف ما تحتاج إليه بالكلمات.",
        "en": "There are no words in this question to search with. Try describing what you need in words.",
        "fr": "Cette question ne contient aucun mot à rechercher. Décrivez votre besoin avec des mots.",
        "es": "Esta pregunta no contiene palabras que buscar. Describa lo que necesita con palabras.",
    },
    "shortened": {
        "ar": "السؤال طويل جدًا، فبُحث بالجزء الأول منه فقط.",
        "en": "The question is very long: only its first part was searched with.",
        "fr": "La question est très longue : seule sa première partie a servi à la recherche.",
        "es": "La pregunta es muy larga: solo se buscó con su primera parte.",
    },
    "nothing-fair": {
        "ar": "لم نجد ممارسة تجيب عن هذا السؤال إجابة وافية. وهذا أقرب ما في المكتبة.",
        "en": "No practice here answers this question well. These come closest.",
        "fr": "Aucune pratique ne répond bien à cette question. Voici les plus proches.",
        "es": "Ninguna práctica responde bien a esta pregunta. Estas son las más cercanas.",
    },
    "nothing-fair-filtered": {
        "ar": "لا إجابة وافية ضمن هذه المرشّحات، وفي المكتبة خارجها ما هو أقرب. وهذا أقرب ما فيها.",
        "en": "Nothing among these filters answers well; without them there is more. These come closest.",
        "fr": "Rien ne répond bien avec ces filtres ; sans eux, il y a mieux. Voici les plus proches.",
        "es": "Nada responde bien con estos filtros; sin ellos hay más. Estas son las más cercanas.",
    },
    "filtered-out": {
        "ar": "لا شيء يطابق هذه المرشّحات كلها. أزل بعضها.",
        "en": "Nothing matches all of these filters. Remove some of them.",
        "fr": "Rien ne correspond à tous ces filtres. Retirez-en quelques-uns.",
        "es": "Nada cumple todos estos filtros. Quite algunos.",
    },
}

NOTED = {
    "ar": "وقد دوّنّا السؤال، دون أي بيانات عنك، ليعرف المحرّرون ما ينقص المكتبة.",
    "en": "The question was noted, without anything about you, so that the editors learn what is missing.",
    "fr": "La question a été notée, sans rien qui vous concerne, pour que la rédaction sache ce qui manque.",
    "es": "La pregunta quedó anotada, sin ningún dato sobre usted, para que la redacción sepa qué falta.",
}

DID_YOU_MEAN = {
    "ar": "هل تقصد «{question}»؟",
    "en": "Did you mean “{question}”?",
    "fr": "Vouliez-vous dire « {question} » ?",
    "es": "¿Quiso decir «{question}»?",
}

REASONS: dict[str, dict[str, str]] = {
    "form": {
        "ar": "كلمات من سؤالك ترد في النص",
        "en": "Words of your question stand in the text",
        "fr": "Des mots de votre question figurent dans le texte",
        "es": "Palabras de su pregunta figuran en el texto",
    },
    "meaning": {
        "ar": "قريب من معنى سؤالك",
        "en": "Close to the meaning of your question",
        "fr": "Proche du sens de votre question",
        "es": "Cercano al sentido de su pregunta",
    },
    "other-language": {
        "ar": "كُتب بلغة غير لغة سؤالك",
        "en": "Written in another language than your question",
        "fr": "Rédigé dans une autre langue que votre question",
        "es": "Escrito en otro idioma que su pregunta",
    },
    "title": {
        "ar": "عنوانه يوافق سؤالك",
        "en": "Its title matches your question",
        "fr": "Son titre correspond à votre question",
        "es": "Su título coincide con su pregunta",
    },
    "similar": {
        "ar": "تشبه الممارسة المختارة في مضمونها",
        "en": "Similar in content to the chosen practice",
        "fr": "Contenu proche de la pratique choisie",
        "es": "Contenido similar al de la práctica elegida",
    },
}

BANDS: dict[str, dict[str, str]] = {
    "strong": {"ar": "صلة قوية", "en": "strong", "fr": "lien fort", "es": "relación fuerte"},
    "fair": {"ar": "صلة متوسطة", "en": "fair", "fr": "lien moyen", "es": "relación media"},
    "weak": {"ar": "صلة ضعيفة", "en": "weak", "fr": "lien faible", "es": "relación débil"},
}
