"""The sentences of what editors look at, beside those of :mod:`peerlearn.curation.validate.wording`; same form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerlearn.curation.validate.wording import Sentences

ADVICE: Sentences = {
    "language-mismatch": {
        "ar": ("الرمز يقول إن النص بلغة {stated}، لكنه يُقرأ بلغة {found}", "صحّح رمز اللغة أو النص"),
        "fr": ("se dit en {stated}, mais se lit comme du {found}", "corrigez le code de langue ou le texte"),
        "es": ("dice estar en {stated}, pero se lee como {found}", "corrija el código de lengua o el texto"),
    },
    "presentation-forms": {
        "ar": ("فيه حروف عربية بأشكال العرض المتصلة: {around}", "أعد كتابتها بالحروف العادية"),
        "fr": ("contient des formes de présentation arabes : {around}", "écrivez des lettres ordinaires"),
        "es": ("contiene formas de presentación árabes: {around}", "escriba letras corrientes"),
    },
    "typography": {
        "ar": ("فيه ما يخالف قواعد الكتابة العربية: {around}", "راجع علامات الترقيم والتطويل والأرقام في هذا الموضع"),
        "fr": ("s’écarte de la typographie arabe : {around}", "revoyez à cet endroit ponctuation, tatweel et chiffres"),
        "es": ("se aparta de la tipografía árabe: {around}", "revise ahí puntuación, tatweel y cifras"),
    },
    "future-date": {
        "ar": ("التاريخ {value} لم يأتِ بعد", "صحّح التاريخ، أو اجعل المرحلة «فكرة» إن لم تبدأ الممارسة"),
        "fr": ("la date {value} est dans le futur", "corrigez-la, ou indiquez le stade « idée » si rien n’a commencé"),
        "es": ("la fecha {value} está en el futuro", "corríjala o indique la etapa «idea» si aún no ha empezado"),
    },
    "section-order": {
        "ar": ("الأقسام ليست بترتيب النموذج", "رتّبها كما في النموذج"),
        "fr": ("les rubriques ne suivent pas l’ordre du modèle", "rangez-les comme dans le modèle"),
        "es": ("las secciones no siguen el orden de la plantilla", "ordénelas como en la plantilla"),
    },
    "sections-differ": {
        "ar": ("أقسام هذه النسخة غير أقسام الأصل: {names}", "اجعل الأقسام واحدة في كل نسخة كاملة، أو اتركها كلها في النسخة المختصرة"),
        "fr": (
            "les rubriques diffèrent de l’original : {names}",
            "donnez les mêmes rubriques à chaque version complète, ou n’en mettez aucune",
        ),
        "es": ("las secciones difieren del original: {names}", "dé las mismas secciones a cada versión completa o no ponga ninguna"),
    },
    "announcement": {
        "ar": ("مستوى الدليل أعلى من 0 مع أن المصدر إعلان", "اكتب 0، فالإعلان لا يوثّق نتيجة"),
        "fr": ("le niveau dépasse 0 pour une simple annonce", "écrivez 0 : une annonce ne documente aucun résultat"),
        "es": ("el nivel es mayor que 0 para un anuncio", "escriba 0: un anuncio no documenta ningún resultado"),
    },
    "repeated": {
        "ar": ("جملة مكرّرة من {other}: {around}", "أعد صياغتها"),
        "fr": ("répète une phrase de {other} : {around}", "reformulez-la"),
        "es": ("repite una frase de {other}: {around}", "redáctela de nuevo"),
    },
    "editorial": {
        "ar": ("ملاحظة تحريرية: {said}", "{advised}"),
        "fr": ("remarque de rédaction : {said}", "{advised}"),
        "es": ("observación editorial: {said}", "{advised}"),
    },
    "personal-data": {
        "ar": ("في النص عنوان بريد إلكتروني أو رقم هاتف", "احذفه ما لم يوافق صاحبه على نشره"),
        "en": ("holds an e-mail address or a telephone number", "remove it unless its owner agreed to have it published"),
        "fr": ("contient une adresse électronique ou un numéro de téléphone", "retirez-le, sauf accord de la personne concernée"),
        "es": ("contiene un correo electrónico o un número de teléfono", "quítelo salvo que su titular acepte publicarlo"),
    },
    "unsupported-number": {
        "ar": ("في النص أعداد لا ترد في الملف: {values}", "صحّح العدد، أو اذكر المصدر الذي ورد فيه"),
        "en": ("has numbers that do not stand in the file: {values}", "mend the number, or name the source that has it"),
        "fr": ("contient des nombres absents du fichier : {values}", "corrigez le nombre, ou citez la source qui le donne"),
        "es": ("tiene números que no están en el archivo: {values}", "corrija el número o cite la fuente que lo da"),
    },
    "evidence-without-results": {
        "ar": ("مستوى الدليل {level} من غير نتيجة مسجّلة", "أضف النتائج بأرقامها، أو اكتب 0"),
        "en": ("says level {level}, but no result is recorded", "add the results with their figures, or write 0"),
        "fr": ("indique le niveau {level} sans aucun résultat chiffré", "ajoutez les résultats, ou écrivez 0"),
        "es": ("indica el nivel {level} sin ningún resultado registrado", "añada los resultados o escriba 0"),
    },
    "result-without-source": {
        "ar": ("النتيجة رقم {number} بلا مصدر", "اذكر رقم المصدر الذي وردت فيه"),
        "en": ("result {number} names no source", "write the number of the source that has it"),
        "fr": ("le résultat {number} n’indique aucune source", "indiquez le numéro de la source qui le donne"),
        "es": ("el resultado {number} no indica fuente", "escriba el número de la fuente que lo da"),
    },
    "result-without-date": {
        "ar": ("النتيجة رقم {number} بلا تاريخ", "اكتب السنة التي قيست فيها"),
        "en": ("result {number} has no date", "write the year in which it was measured"),
        "fr": ("le résultat {number} n’est pas daté", "indiquez l’année de la mesure"),
        "es": ("el resultado {number} no tiene fecha", "escriba el año en que se midió"),
    },
    "unreviewed-machine": {
        "ar": ("النص مترجم آليًّا ولم يراجعه أحد", "اطلب من متقن للغة أن يراجعه"),
        "en": ("was translated by a machine and nobody has reviewed it", "have a native reader review it"),
        "fr": ("a été traduit par une machine et n’a pas été relu", "faites-le relire par un locuteur natif"),
        "es": ("lo tradujo una máquina y nadie lo ha revisado", "pida a un hablante nativo que lo revise"),
    },
}
