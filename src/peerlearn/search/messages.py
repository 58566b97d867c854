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

MESSAGES |= {
    "quoted-nowhere": {
        "ar": "لا يرد ما بين علامتي التنصيص في أي نص من نصوص المكتبة. تحقّق من إملائه، أو احذف العلامتين ليُبحث بمعناه.",
        "en": "What stands in quotation marks is in no text of the library. Check its spelling, or remove the marks to search by its "
        "meaning.",
        "fr": "Aucun texte de la bibliothèque ne contient les mots entre guillemets. Vérifiez leur orthographe, ou retirez les guillemets "
        "pour chercher d’après leur sens.",
        "es": "Ningún texto de la biblioteca contiene lo que va entre comillas. Revise la ortografía o quite las comillas para buscar por "
        "su sentido.",
    },
    "all-excluded": {
        "ar": "استبعدت الكلمات المسبوقة بعلامة الطرح كل ما في المكتبة. احذف بعضها.",
        "en": "The words after a minus sign exclude everything. Remove some of them.",
        "fr": "Les mots précédés d’un signe moins excluent tout. Retirez-en quelques-uns.",
        "es": "Las palabras precedidas de un signo menos lo excluyen todo. Quite algunas.",
    },
}

NOTES: dict[str, dict[str, str]] = {
    "unknown-field": {
        "ar": "«{subject}:» ليس اسم مرشّح، فقُرئ على أنه كلام عادي. المرشّحات مثل: بلد، مدينة، موضوع، فئة، لغة، سنة.",
        "en": "“{subject}:” is not a filter, so it was read as ordinary words. Filters are: country, city, region, theme, group, "
        "sdg, lang, "
        "year, stage, evidence, kind.",
        "fr": "« {subject}: » n’est pas un filtre et a été lu comme du texte. Exemples de filtres : pays, ville, région, thème, "
        "groupe, odd, "
        "langue, année.",
        "es": "«{subject}:» no es un filtro y se leyó como texto. Ejemplos de filtros: país, ciudad, región, tema, grupo, ods, "
        "idioma, año.",
    },
    "unknown-value": {
        "ar": "لا تعرف المكتبة القيمة «{value}» في «{subject}:»، فقُرئت على أنها كلام عادي. تحقّق من إملائها، أو اختر من قائمة المرشّحات.",
        "en": "The library does not know “{value}” as a value of “{subject}:”, so it was read as ordinary words. Check its spelling, or "
        "choose from the list of filters.",
        "fr": "La bibliothèque ne connaît pas la valeur « {value} » pour « {subject}: », lue comme du texte. Vérifiez l’orthographe, ou "
        "choisissez dans la liste des filtres.",
        "es": "La biblioteca no conoce «{value}» como valor de «{subject}:», así que se leyó como texto. Revise la ortografía o "
        "elija en la "
        "lista de filtros.",
    },
    "unclosed-quote": {
        "ar": "علامة تنصيص لم تُغلق، فقُرئ ما بعدها على أنه كلام عادي. أغلقها ليُشترط ورود ما بينهما.",
        "en": "A quotation mark is not closed, so what follows it was read as ordinary words. Close it to require what stands inside.",
        "fr": "Un guillemet n’est pas fermé : la suite a été lue comme du texte. Fermez-le pour exiger ce qu’il contient.",
        "es": "Unas comillas no están cerradas: lo que sigue se leyó como texto. Ciérrelas para exigir lo que contienen.",
    },
    "excluded-field": {
        "ar": "لا يمكن استبعاد مرشّح، فقُرئ «{subject}» على أنه كلام عادي. استبعد كلمة بدلًا منه، مثل: -مصر.",
        "en": "A filter cannot be excluded, so “{subject}” was read as ordinary words. Exclude a word instead, like: -Egypt.",
        "fr": "Un filtre ne peut pas être exclu : « {subject} » a été lu comme du texte. Excluez plutôt un mot, par exemple : -Égypte.",
        "es": "Un filtro no se puede excluir: «{subject}» se leyó como texto. Excluya una palabra, por ejemplo: -Egipto.",
    },
}

READ_AS: dict[str, dict[str, str]] = {
    "phrases": {
        "ar": "فقط ما يرد فيه: {names}",
        "en": "Only texts with: {names}",
        "fr": "Seulement les textes avec : {names}",
        "es": "Solo textos con: {names}",
    },
    "excluded": {
        "ar": "دون ما يرد فيه: {names}",
        "en": "Without: {names}",
        "fr": "Sans : {names}",
        "es": "Sin: {names}",
    },
    "filters": {"ar": "المرشّحات: {names}", "en": "Filters: {names}", "fr": "Filtres : {names}", "es": "Filtros: {names}"},
    "offers": {
        "ar": "لعلّك تقصد: {names}",
        "en": "You may mean: {names}",
        "fr": "Vous pensez peut-être à : {names}",
        "es": "Quizá se refiera a: {names}",
    },
}
QUOTED = {"ar": "«{}»", "en": "“{}”", "fr": "« {} »", "es": "«{}»"}
FIELDS: dict[str, dict[str, str]] = {
    "kind": {"ar": "النوع", "en": "kind", "fr": "type", "es": "tipo"},
    "region": {"ar": "المنطقة", "en": "region", "fr": "région", "es": "región"},
    "country": {"ar": "البلد", "en": "country", "fr": "pays", "es": "país"},
    "city": {"ar": "المدينة", "en": "city", "fr": "ville", "es": "ciudad"},
    "theme": {"ar": "الموضوع", "en": "theme", "fr": "thème", "es": "tema"},
    "sdg": {"ar": "هدف التنمية المستدامة", "en": "SDG", "fr": "ODD", "es": "ODS"},
    "target_group": {"ar": "الفئة المستهدفة", "en": "target group", "fr": "groupe cible", "es": "grupo destinatario"},
    "stage": {"ar": "المرحلة", "en": "stage", "fr": "étape", "es": "etapa"},
    "evidence": {"ar": "مستوى الدليل", "en": "level of evidence", "fr": "niveau de preuve", "es": "nivel de evidencia"},
    "lang": {"ar": "لغة النص", "en": "language of the text", "fr": "langue du texte", "es": "idioma del texto"},
    "year": {"ar": "السنة", "en": "year", "fr": "année", "es": "año"},
}
BETWEEN = {"ar": "، ", "en": ", ", "fr": ", ", "es": ", "}
OR = {"ar": " أو ", "en": " or ", "fr": " ou ", "es": " o "}

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
    "moved-up": {
        "ar": "قُدِّم لتتنوّع المناطق واللغات",
        "en": "Moved up so that regions and languages vary",
        "fr": "Remonté pour varier les régions et les langues",
        "es": "Adelantado para variar regiones e idiomas",
    },
}

BANDS: dict[str, dict[str, str]] = {
    "strong": {"ar": "صلة قوية", "en": "strong", "fr": "lien fort", "es": "relación fuerte"},
    "fair": {"ar": "صلة متوسطة", "en": "fair", "fr": "lien moyen", "es": "relación media"},
    "weak": {"ar": "صلة ضعيفة", "en": "weak", "fr": "lien faible", "es": "relación débil"},
}

ALSO = {"ar": "وردت أيضًا في:", "en": "also told in:", "fr": "aussi présentée dans :", "es": "también se cuenta en:"}
"""What stands before the records that tell the same as a hit."""

_SPREAD: dict[str, tuple[str, str]] = {
    "ar": ("وُزّعت النتائج على {places}، {moved}.", " و"),
    "en": ("Spread over {places}; {moved}.", " and "),
    "fr": ("Réparti sur {places} ; {moved}.", " et "),
    "es": ("Repartido entre {places}; {moved}.", " y "),
}
"""The sentence, and what joins regions and languages in it."""
_FORMS: dict[str, dict[str, tuple[str, ...]]] = {
    "ar": {
        "regions": ("", "منطقة واحدة", "منطقتين", "{n} مناطق", "{n} منطقة"),
        "languages": ("", "لغة واحدة", "لغتين", "{n} لغات", "{n} لغة"),
        "moved": ("ولم يتغيّر ترتيبها", "وقُدِّمت نتيجة واحدة", "وقُدِّمت نتيجتان", "وقُدِّمت {n} نتائج", "وقُدِّمت {n} نتيجة"),
    },
    "en": {
        "regions": ("", "1 region", "{n} regions"),
        "languages": ("", "1 language", "{n} languages"),
        "moved": ("the order stayed as it was", "1 result moved up", "{n} results moved up"),
    },
    "fr": {
        "regions": ("", "1 région", "{n} régions"),
        "languages": ("", "1 langue", "{n} langues"),
        "moved": ("l’ordre n’a pas changé", "1 résultat remonté", "{n} résultats remontés"),
    },
    "es": {
        "regions": ("", "1 región", "{n} regiones"),
        "languages": ("", "1 idioma", "{n} idiomas"),
        "moved": ("el orden no cambió", "1 resultado adelantado", "{n} resultados adelantados"),
    },
}
"""Counted nouns: none, one, more; in Arabic none, one, two, three to ten, eleven and more."""


def spread_sentence(lang: str, *, regions: int, languages: int, moved: int) -> str:
    """Return what spreading did, in a language of the interface or else in English; what there is none of is left out."""
    lang = lang if lang in _SPREAD else "en"
    sentence, joint = _SPREAD[lang]
    forms = _FORMS[lang]
    places = [_counted(forms["regions"], regions), _counted(forms["languages"], languages)]
    return sentence.format(places=joint.join(filter(None, places)), moved=_counted(forms["moved"], moved))


def _counted(forms: tuple[str, ...], n: int) -> str:
    few = len(forms) > 3 and 3 <= n % 100 <= 10
    return (forms[3] if few else forms[min(n, len(forms) - 1)]).format(n=n)
