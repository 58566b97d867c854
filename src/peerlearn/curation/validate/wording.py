"""The sentences of validation in the languages of the interface: code -> language -> what is wrong, and the remedy.

A code without English is one whose rule writes its own English (the constructors of the nouns, the editorial rules).
"""

from __future__ import annotations

Sentences = dict[str, dict[str, tuple[str, str]]]

SENTENCES: Sentences = {
    "missing": {
        "ar": ("حقل ناقص لا بدّ منه", "املأ هذا الحقل"),
        "en": ("is missing", "write it"),
        "fr": ("manque alors qu’il est obligatoire", "remplissez ce champ"),
        "es": ("falta y es obligatorio", "rellene este campo"),
    },
    "not-text": {
        "ar": ("ليس نصًّا", "اكتب نصًّا، وضع الأرقام والتواريخ بين علامتي اقتباس"),
        "en": ("is not text", "write text; put a number or date in quotes"),
        "fr": ("n’est pas un texte", "écrivez un texte ; mettez nombres et dates entre guillemets"),
        "es": ("no es un texto", "escriba un texto; ponga números y fechas entre comillas"),
    },
    "not-a-field": {
        "ar": ("ليس من حقول النموذج", "احذفه أو صحّح اسمه"),
        "en": ("is not a field of the template", "remove it or mend its name"),
        "fr": ("n’est pas un champ du modèle", "supprimez-le ou corrigez son nom"),
        "es": ("no es un campo de la plantilla", "elimínelo o corrija su nombre"),
    },
    "not-a-value": {
        "ar": ("قيمة لا يقبلها هذا الحقل", "اكتب قيمة من القيم التي يذكرها النموذج"),
        "en": ("has a value that the field does not take", "write one of the values that the template lists"),
        "fr": ("a une valeur que ce champ n’admet pas", "écrivez une des valeurs indiquées dans le modèle"),
        "es": ("tiene un valor que este campo no admite", "escriba uno de los valores que indica la plantilla"),
    },
    "unknown-value": {
        "ar": ("القيمة «{value}» غير معروفة", "اكتب واحدة من: {allowed}"),
        "fr": ("la valeur « {value} » est inconnue", "écrivez l’une de celles-ci : {allowed}"),
        "es": ("el valor «{value}» es desconocido", "escriba uno de estos: {allowed}"),
    },
    "empty": {
        "ar": ("الحقل فارغ", "اكتب فيه شيئًا، أو احذف الحقل كله إن كان اختياريًّا"),
        "fr": ("est vide", "écrivez-le, ou retirez tout le champ s’il est facultatif"),
        "es": ("está vacío", "escríbalo o quite todo el campo si es opcional"),
    },
    "control-character": {
        "ar": ("فيه محرف تحكّم خفي ({code})", "احذفه"),
        "fr": ("contient le caractère de contrôle {code}", "supprimez-le"),
        "es": ("contiene el carácter de control {code}", "elimínelo"),
    },
    "not-nfc": {
        "ar": ("حروفه ليست بصيغة NFC من يونيكود", "حوّل النص إلى صيغة NFC قبل حفظه"),
        "fr": ("n’est pas en forme Unicode NFC", "normalisez le texte en NFC avant de l’enregistrer"),
        "es": ("no está en la forma Unicode NFC", "normalice el texto a NFC antes de guardarlo"),
    },
    "not-a-language": {
        "ar": ("«{value}» ليس رمز لغة", "اكتب رمزًا بحروف صغيرة وفق BCP 47، مثل ar"),
        "fr": ("« {value} » n’est pas un code de langue", "écrivez un code BCP 47 en minuscules, comme ar"),
        "es": ("«{value}» no es un código de lengua", "escriba un código BCP 47 en minúsculas, como ar"),
    },
    "not-a-date": {
        "ar": ("«{value}» ليس تاريخًا", "اكتب سنة مثل 2020، أو شهرًا مثل 2020-05، أو يومًا مثل 2020-05-01"),
        "en": ("{value} is not a date", "write a year like 2020, a month like 2020-05 or a day like 2020-05-01"),
        "fr": ("« {value} » n’est pas une date", "écrivez une année (2020), un mois (2020-05) ou un jour (2020-05-01)"),
        "es": ("«{value}» no es una fecha", "escriba un año (2020), un mes (2020-05) o un día (2020-05-01)"),
    },
    "not-a-year": {
        "ar": ("السنة في {value} غير معقولة", "اكتب سنة بين 1900 و2100"),
        "fr": ("{value} n’est pas une année plausible", "écrivez une année entre 1900 et 2100"),
        "es": ("{value} no es un año verosímil", "escriba un año entre 1900 y 2100"),
    },
    "not-a-number": {
        "ar": ("ليس عددًا صالحًا", "اكتب عددًا، أو احذف الحقل"),
        "en": ("is not a number", "write a number, or leave the field out"),
        "fr": ("n’est pas un nombre", "écrivez un nombre, ou retirez le champ"),
        "es": ("no es un número", "escriba un número o quite el campo"),
    },
    "not-a-link": {
        "ar": ("«{value}» ليس رابطًا", "اكتب رابطًا يبدأ بـ https://"),
        "fr": ("« {value} » n’est pas un lien", "écrivez un lien qui commence par https://"),
        "es": ("«{value}» no es un enlace", "escriba un enlace que empiece por https://"),
    },
    "no-currency": {
        "ar": ("ذُكر مبلغ بلا عملة", "اكتب رمز العملة وفق ISO 4217، مثل USD"),
        "fr": ("un montant est donné sans monnaie", "écrivez un code ISO 4217, comme USD"),
        "es": ("hay un importe sin moneda", "escriba un código ISO 4217, como USD"),
    },
    "not-a-level": {
        "ar": ("«{value}» ليس مستوى دليل", "اكتب عددًا من 0 إلى 5"),
        "fr": ("« {value} » n’est pas un niveau de preuve", "écrivez un nombre de 0 à 5"),
        "es": ("«{value}» no es un nivel de evidencia", "escriba un número de 0 a 5"),
    },
    "title-lines": {
        "ar": ("العنوان أكثر من سطر", "اكتب العنوان في سطر واحد"),
        "fr": ("le titre tient sur plusieurs lignes", "écrivez le titre sur une seule ligne"),
        "es": ("el título ocupa varias líneas", "escriba el título en una sola línea"),
    },
    "too-long": {
        "ar": ("عدد كلمات الملخّص {count}", "اختصره إلى {most} كلمة على الأكثر"),
        "fr": ("le résumé compte {count} mots", "ramenez-le à {most} mots"),
        "es": ("el resumen tiene {count} palabras", "redúzcalo a {most} palabras"),
    },
    "not-a-heading": {
        "ar": ("«{value}» لا يصلح عنوانًا لقسم", "اكتب سطرًا واحدًا بلا مسافات حوله"),
        "fr": ("« {value} » n’est pas un intertitre", "écrivez une ligne sans espaces autour"),
        "es": ("«{value}» no es un encabezado", "escriba una línea sin espacios alrededor"),
    },
    "space-around": {
        "ar": ("حول النص مسافات أو أسطر فارغة", "احذف الفراغ من أول النص وآخره"),
        "fr": ("des espaces entourent le texte", "retirez les espaces au début et à la fin"),
        "es": ("hay espacios alrededor del texto", "quite los espacios del principio y del final"),
    },
    "no-original": {
        "ar": ("لا نصّ باللغة الأصلية ({lang})", "اكتب النص الأصلي"),
        "fr": ("il n’y a pas de texte dans la langue d’origine ({lang})", "écrivez le texte d’origine"),
        "es": ("no hay texto en la lengua original ({lang})", "escriba el texto original"),
    },
    "other-language": {
        "ar": ("النص المحفوظ تحت {key} مكتوب فيه أنه بلغة {lang}", "اجعل الرمزين واحدًا"),
        "fr": ("la version rangée sous {key} se dit en {lang}", "donnez le même code aux deux"),
        "es": ("la versión guardada como {key} dice estar en {lang}", "dé el mismo código a las dos"),
    },
    "not-an-id": {
        "ar": ("«{value}» لا يصلح معرّفًا", "اكتب كلمات لاتينية بحروف صغيرة تصل بينها شرطات"),
        "fr": ("« {value} » n’est pas un identifiant", "écrivez des mots ASCII en minuscules reliés par des traits d’union"),
        "es": ("«{value}» no es un identificador", "escriba palabras ASCII en minúsculas unidas por guiones"),
    },
    "not-a-section": {
        "ar": ("ليس من أقسام النموذج", "استعمل أحد الأقسام: {allowed}"),
        "fr": ("n’est pas une rubrique du modèle", "utilisez l’une de celles-ci : {allowed}"),
        "es": ("no es una sección de la plantilla", "use una de estas: {allowed}"),
    },
    "no-section": {
        "ar": ("هذا القسم ناقص، ولا تقوم مسوّدة من دونه", "اكتب هذا القسم"),
        "fr": ("manque, alors qu’un brouillon en a besoin", "écrivez cette rubrique"),
        "es": ("falta, y un borrador la necesita", "escriba esta sección"),
    },
    "end-before-start": {
        "ar": ("تاريخ الانتهاء {end} يسبق تاريخ البدء {start}", "صحّح أحد التاريخين"),
        "fr": ("la fin ({end}) précède le début ({start})", "corrigez l’une des deux dates"),
        "es": ("el final ({end}) es anterior al comienzo ({start})", "corrija una de las dos fechas"),
    },
    "no-source": {
        "ar": ("لا مصدر للممارسة", "اذكر مصدرًا واحدًا على الأقل مع رخصته"),
        "fr": ("aucune source n’est indiquée", "citez au moins une source avec sa licence"),
        "es": ("no se indica ninguna fuente", "cite al menos una fuente con su licencia"),
    },
    "source-number": {
        "ar": ("لا يوجد مصدر رقمه {number}", "اكتب رقمًا من 1 إلى {most}"),
        "fr": ("il n’y a pas de source n° {number}", "écrivez un numéro de 1 à {most}"),
        "es": ("no hay fuente número {number}", "escriba un número del 1 al {most}"),
    },
    "term-twice": {
        "ar": ("ورد فيه مصطلح مرتين", "اذكر كل مصطلح مرة واحدة"),
        "fr": ("cite deux fois le même terme", "citez chaque terme une fois"),
        "es": ("repite un término", "cite cada término una sola vez"),
    },
    "refused": {
        "ar": ("قيمة لا تُقبل هنا: {said}", "راجع وصف الحقل في النموذج"),
        "fr": ("valeur refusée : {said}", "comparez avec la description du champ dans le modèle"),
        "es": ("valor no admitido: {said}", "compare con la descripción del campo en la plantilla"),
    },
    "unknown-city": {
        "ar": ("المدينة «{value}» ليست في قائمة المدن", "صحّح المعرّف، أو أضف المدينة إلى القائمة أولًا"),
        "en": ("{value} is not in the list of cities", "mend the id, or add the city to the list first"),
        "fr": ("la ville « {value} » n’est pas dans la liste des villes", "corrigez l’identifiant, ou ajoutez d’abord la ville"),
        "es": ("la ciudad «{value}» no está en la lista de ciudades", "corrija el identificador o añada antes la ciudad"),
    },
    "unknown-term": {
        "ar": ("المصطلح «{value}» ليس في القائمة المعتمدة", "اختر مصطلحًا من القائمة"),
        "en": ("{value} is not in the controlled list", "choose a term of the list"),
        "fr": ("le terme « {value} » n’est pas dans la liste contrôlée", "choisissez un terme de la liste"),
        "es": ("el término «{value}» no está en la lista controlada", "elija un término de la lista"),
    },
}
