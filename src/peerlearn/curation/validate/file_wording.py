"""The sentences of why a file of the corpus cannot be read, beside those of :mod:`peerlearn.curation.validate.wording`; same form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerlearn.curation.validate.wording import Sentences

FILE_SENTENCES: Sentences = {
    "no-front-matter": {
        "ar": ("لا تبدأ الملفَّ مقدّمةُ حقول", "ابدأ الملف بسطر --- ثم الحقول ثم سطر ---"),
        "fr": ("le fichier n’a pas d’en-tête", "commencez-le par une ligne ---, les champs, puis une ligne ---"),
        "es": ("el archivo no tiene cabecera", "empiécelo con una línea ---, los campos y otra línea ---"),
    },
    "not-yaml": {
        "ar": ("المقدّمة ليست YAML صحيحًا: {said}", "صحّح هذا السطر، وضع النص الذي فيه : أو # بين علامتي اقتباس"),
        "fr": ("l’en-tête n’est pas du YAML : {said}", "corrigez cette ligne ; mettez entre guillemets un texte avec : ou #"),
        "es": ("la cabecera no es YAML: {said}", "corrija esta línea; ponga entre comillas un texto con : o #"),
    },
    "not-fields": {
        "ar": ("المقدّمة ليست قائمة حقول", "اكتب أسطرًا على مثال title: …"),
        "fr": ("l’en-tête n’est pas une liste de champs", "écrivez des lignes comme title : …"),
        "es": ("la cabecera no es una lista de campos", "escriba líneas como title: …"),
    },
    "alias": {
        "ar": ("فيه إحالة YAML إلى قيمة أخرى: ‎*{value}", "أعد كتابة القيمة، أو ضع النص بين علامتي اقتباس"),
        "fr": ("contient l’alias *{value}", "réécrivez la valeur, ou mettez le texte entre guillemets"),
        "es": ("contiene el alias *{value}", "repita el valor o ponga el texto entre comillas"),
    },
    "too-deep": {
        "ar": ("القيم متداخلة أكثر من {most} مستوى", "صحّح هذا السطر"),
        "fr": ("les valeurs sont imbriquées sur plus de {most} niveaux", "corrigez cette ligne"),
        "es": ("los valores se anidan más de {most} niveles", "corrija esta línea"),
    },
    "twice": {
        "ar": ("مكتوب مرتين", "أبقِ واحدًا من الاثنين"),
        "fr": ("figure deux fois", "n’en gardez qu’un"),
        "es": ("aparece dos veces", "conserve uno de los dos"),
    },
    "heading-twice": {
        "ar": ("عنوان لقسمين", "ادمج القسمين، أو غيّر عنوان أحدهما"),
        "fr": ("est l’intertitre de deux rubriques", "réunissez-les ou renommez-en une"),
        "es": ("encabeza dos secciones", "júntelas o cambie el nombre de una"),
    },
    "text-before-heading": {
        "ar": ("نصّ قبل أول عنوان", "اكتب فوقه عنوانًا مثل ## challenge"),
        "fr": ("du texte précède le premier intertitre", "écrivez au-dessus un intertitre comme ## challenge"),
        "es": ("hay texto antes del primer encabezado", "escriba encima un encabezado como ## challenge"),
    },
    "bad-character": {
        "ar": ("فيه محرف لا يصلح في نص: {said}", "احذفه"),
        "fr": ("contient un caractère qui n’en est pas un : {said}", "supprimez-le"),
        "es": ("contiene un carácter no válido: {said}", "elimínelo"),
    },
    "not-utf8": {
        "ar": ("الملف ليس بترميز UTF-8 عند البايت {at}", "احفظ الملف بترميز UTF-8"),
        "en": ("is not UTF-8 at byte {at}", "save the file as UTF-8"),
        "fr": ("n’est pas en UTF-8 à l’octet {at}", "enregistrez le fichier en UTF-8"),
        "es": ("no está en UTF-8 en el byte {at}", "guarde el archivo en UTF-8"),
    },
    "unreadable": {
        "ar": ("تعذّرت قراءة الملف", "تحقّق من وجود الملف ومن صلاحيات قراءته"),
        "en": ("cannot be read", "check the file and its rights"),
        "fr": ("ne peut pas être lu", "vérifiez le fichier et ses droits"),
        "es": ("no se puede leer", "compruebe el archivo y sus permisos"),
    },
    "no-original-file": {
        "ar": ("لا ملف للنص الأصلي: {name}", "اكتب ملف الأصل، أو غيّر اسم هذا الملف"),
        "en": ("has no original {name}", "write the original's file, or rename this one"),
        "fr": ("n’a pas de fichier d’origine {name}", "écrivez-le, ou renommez celui-ci"),
        "es": ("no tiene archivo original {name}", "escríbalo o cambie el nombre de este"),
    },
    "not-the-file-name": {
        "ar": ("القيمة «{value}» غير ما في اسم الملف: {name}", "اجعل الاثنين واحدًا"),
        "en": ("{value} is not what the file's name says: {name}", "give both the same"),
        "fr": ("« {value} » n’est pas ce que dit le nom du fichier : {name}", "mettez les deux d’accord"),
        "es": ("«{value}» no es lo que dice el nombre del archivo: {name}", "haga que coincidan"),
    },
    "id-taken": {
        "ar": ("هذا المعرّف مستعمل في {other}", "أعطِ أحد الملفين معرّفًا آخر"),
        "en": ("is already the id of {other}", "give one of the two another id"),
        "fr": ("est déjà l’identifiant de {other}", "donnez un autre identifiant à l’un des deux"),
        "es": ("ya es el identificador de {other}", "dé otro identificador a uno de los dos"),
    },
    "other-country": {
        "ar": ("المدينة «{value}» ليست في بلد المجلد {folder}", "انقل الملف إلى مجلد بلده"),
        "en": ("{value} is not in the country of the folder {folder}", "move the file"),
        "fr": ("{value} n’est pas dans le pays du dossier {folder}", "déplacez le fichier"),
        "es": ("{value} no está en el país de la carpeta {folder}", "mueva el archivo"),
    },
}
BREAKS: tuple[tuple[str, str], ...] = (
    (r"front matter is missing", "no-front-matter"),
    (r"front matter is not YAML: (?P<said>.*)", "not-yaml"),
    (r"front matter is not a list of fields", "not-fields"),
    (r"front matter has the alias \*(?P<value>.*)", "alias"),
    (r"front matter is nested more than (?P<most>\d+) levels", "too-deep"),
    (r"front matter holds (?P<said>.*)", "bad-character"),
    (r".* stands twice", "twice"),
    (r".* is the heading of two sections", "heading-twice"),
    (r"sections text stands before the first heading", "text-before-heading"),
)
"""How :mod:`peerlearn.frontmatter` says that a file breaks, as ``field message``, and the code of that."""
