"""Why a file was not read: a code, what is wrong, and what the person who sent it can do, in ar, en, fr and es."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from peerlearn.vocabulary import LABEL_LANGS

Told = tuple[str, str]
"""What is wrong, and the remedy."""


@dataclass(frozen=True)
class Refusal:
    """One file, or one member of a ZIP, that was not read; ``values`` fill the sentence, like the limit that was passed."""

    name: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.code not in SENTENCES:
            raise ValueError(f"{self.code!r} is not the code of a refusal")
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))
        self._told("en")

    def message(self, lang: str = "en") -> str:
        """Return what is wrong, one sentence; a language that we do not have gives English."""
        return self._told(lang)[0]

    def remedy(self, lang: str = "en") -> str:
        """Return what to do about it, one sentence."""
        return self._told(lang)[1]

    def _told(self, lang: str) -> Told:
        texts = SENTENCES[self.code]
        one, other = texts[lang if lang in texts else "en"]
        try:
            return one.format(**self.values), other.format(**self.values)
        except KeyError as missing:
            raise ValueError(f"a refusal {self.code} needs the value {missing}") from None

    def __str__(self) -> str:
        """Return name, reason and remedy on one line, in English."""
        return f"{self.name}: {self.message()} ({self.remedy()})"


class RefusedError(Exception):
    """Raised inside a reader where a file cannot be read; the front turns it into a :class:`Refusal` and never lets it out."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}


def _texts(*told: Told) -> Mapping[str, Told]:
    return MappingProxyType(dict(zip(LABEL_LANGS, told, strict=True)))


SENTENCES: Mapping[str, Mapping[str, Told]] = MappingProxyType(
    {
        "unreadable": _texts(
            ("تعذّر فتح الملف.", "تحقّق من وجوده ومن صلاحيات قراءته."),
            ("The file cannot be opened.", "Check that it is there, that it is a file, and that you may read it."),
            (
                "Le fichier ne peut pas être ouvert.",
                "Vérifiez qu’il existe, que c’est bien un fichier et que vous avez le droit de le lire.",
            ),
            ("El archivo no se puede abrir.", "Compruebe que existe, que es un archivo y que tiene permiso para leerlo."),
        ),
        "empty": _texts(
            ("الملف فارغ.", "أرسل الملف الذي فيه النص."),
            ("The file is empty.", "Send the file that holds the text."),
            ("Le fichier est vide.", "Envoyez le fichier qui contient le texte."),
            ("El archivo está vacío.", "Envíe el archivo que contiene el texto."),
        ),
        "no_text": _texts(
            ("ليس في الملف نص يُقرأ.", "أرسل ملفًا فيه نص، أو الصق النص نفسه."),
            ("There is no text in the file.", "Send a file with text, or paste the text itself."),
            ("Le fichier ne contient aucun texte.", "Envoyez un fichier avec du texte, ou collez le texte lui-même."),
            ("El archivo no contiene texto.", "Envíe un archivo con texto o pegue el texto mismo."),
        ),
        "too_big": _texts(
            ("الملف أكبر من {limit} ميغابايت.", "قسّمه، أو صغّر صوره، ثم أرسله من جديد."),
            ("The file is larger than {limit} MB.", "Split it or make its pictures smaller, and send it again."),
            ("Le fichier dépasse {limit} Mo.", "Divisez-le ou réduisez ses images, puis renvoyez-le."),
            ("El archivo supera los {limit} MB.", "Divídalo o reduzca sus imágenes y envíelo de nuevo."),
        ),
        "too_many_pages": _texts(
            ("في الملف أكثر من {limit} صفحة أو صف.", "أرسل الجزء الذي يصف الممارسة فقط."),
            ("The file has more than {limit} pages or rows.", "Send only the part that describes the practice."),
            ("Le fichier compte plus de {limit} pages ou lignes.", "N’envoyez que la partie qui décrit la pratique."),
            ("El archivo tiene más de {limit} páginas o filas.", "Envíe solo la parte que describe la práctica."),
        ),
        "too_much_text": _texts(
            ("في الملف نص أطول من {limit} حرف.", "أرسل الجزء الذي يصف الممارسة فقط."),
            ("The file holds more than {limit} characters or cells.", "Send only the part that describes the practice."),
            ("Le fichier contient plus de {limit} caractères ou cellules.", "N’envoyez que la partie qui décrit la pratique."),
            ("El archivo contiene más de {limit} caracteres o celdas.", "Envíe solo la parte que describe la práctica."),
        ),
        "too_many_files": _texts(
            ("في الملف المضغوط أكثر من {limit} ملف.", "قسّمه إلى ملفات مضغوطة أصغر."),
            ("The ZIP holds more than {limit} files.", "Split it into smaller ZIP files."),
            ("L’archive ZIP contient plus de {limit} fichiers.", "Répartissez-les en plusieurs archives."),
            ("El ZIP contiene más de {limit} archivos.", "Divídalo en varios ZIP más pequeños."),
        ),
        "expands": _texts(
            ("يتضخّم محتوى الملف عند فكّه إلى ما يتجاوز الحد الآمن.", "احفظه من جديد ببرنامجه، أو أرسل محتواه ملفًا ملفًا."),
            ("The file unpacks to far more than is safe.", "Save it again with its own program, or send its content file by file."),
            (
                "Une fois décompressé, le fichier dépasse de loin ce qui est sûr.",
                "Enregistrez-le à nouveau, ou envoyez son contenu fichier par fichier.",
            ),
            (
                "Al descomprimirse, el archivo supera con mucho lo seguro.",
                "Guárdelo de nuevo con su programa o envíe su contenido archivo por archivo.",
            ),
        ),
        "nested_zip": _texts(
            ("هذا ملف مضغوط داخل ملف مضغوط.", "فكّه وأرسل ما فيه."),
            ("This is a ZIP inside a ZIP.", "Unpack it and send what is in it."),
            ("C’est une archive ZIP dans une archive ZIP.", "Décompressez-la et envoyez son contenu."),
            ("Es un ZIP dentro de otro ZIP.", "Descomprímalo y envíe su contenido."),
        ),
        "encrypted": _texts(
            ("الملف محميّ بكلمة مرور.", "احفظه بلا كلمة مرور ثم أرسله من جديد."),
            ("The file is protected by a password.", "Save it without a password and send it again."),
            ("Le fichier est protégé par un mot de passe.", "Enregistrez-le sans mot de passe, puis renvoyez-le."),
            ("El archivo está protegido con contraseña.", "Guárdelo sin contraseña y envíelo de nuevo."),
        ),
        "unsupported": _texts(
            ("هذا النوع من الملفات ({kind}) لا يُقرأ هنا.", "احفظه بصيغة PDF أو DOCX أو PPTX أو XLSX أو CSV أو HTML أو نصًّا."),
            ("This kind of file ({kind}) is not read here.", "Save it as PDF, DOCX, PPTX, XLSX, CSV, HTML or plain text."),
            ("Ce type de fichier ({kind}) n’est pas pris en charge.", "Enregistrez-le en PDF, DOCX, PPTX, XLSX, CSV, HTML ou texte brut."),
            ("Este tipo de archivo ({kind}) no se lee aquí.", "Guárdelo como PDF, DOCX, PPTX, XLSX, CSV, HTML o texto sin formato."),
        ),
        "unsafe": _texts(
            ("في الملف تعريفات لا يحتاج إليها مستند وقد تكون ضارّة.", "احفظه من جديد ببرنامجه، أو الصق النص نفسه."),
            (
                "The file holds definitions that no document needs and that may do harm.",
                "Save it again with its own program, or paste the text itself.",
            ),
            (
                "Le fichier contient des définitions inutiles à un document et potentiellement nuisibles.",
                "Enregistrez-le à nouveau, ou collez le texte.",
            ),
            (
                "El archivo contiene definiciones que un documento no necesita y que pueden ser dañinas.",
                "Guárdelo de nuevo o pegue el texto mismo.",
            ),
        ),
        "broken": _texts(
            ("الملف تالف أو غير مكتمل.", "افتحه ببرنامجه واحفظه من جديد، ثم أرسله."),
            ("The file is damaged or incomplete.", "Open it with its own program, save it again and send that."),
            ("Le fichier est endommagé ou incomplet.", "Ouvrez-le avec son programme, enregistrez-le à nouveau et renvoyez-le."),
            ("El archivo está dañado o incompleto.", "Ábralo con su programa, guárdelo de nuevo y envíelo."),
        ),
        "encoding": _texts(
            ("تعذّر التعرّف إلى ترميز حروف الملف.", "احفظه بترميز UTF-8 ثم أرسله."),
            ("The letters of the file are in an encoding that cannot be told.", "Save it as UTF-8 and send it again."),
            ("L’encodage des caractères du fichier n’a pas pu être reconnu.", "Enregistrez-le en UTF-8, puis renvoyez-le."),
            ("No se pudo reconocer la codificación del archivo.", "Guárdelo en UTF-8 y envíelo de nuevo."),
        ),
        "too_slow": _texts(
            ("استغرقت قراءة الملف أكثر من {limit} ثانية فأُوقفت.", "أرسل ملفًا أبسط، أو الصق النص نفسه."),
            ("Reading the file took more than {limit} seconds and was stopped.", "Send a simpler file, or paste the text itself."),
            ("La lecture a dépassé {limit} secondes et a été arrêtée.", "Envoyez un fichier plus simple, ou collez le texte lui-même."),
            ("La lectura superó los {limit} segundos y se detuvo.", "Envíe un archivo más sencillo o pegue el texto mismo."),
        ),
        "too_much_memory": _texts(
            ("تحتاج قراءة الملف إلى ذاكرة أكثر من المسموح به ({limit} ميغابايت).", "أرسل ملفًا أصغر، أو الصق النص نفسه."),
            ("Reading the file needs more memory than is allowed ({limit} MB).", "Send a smaller file, or paste the text itself."),
            ("La lecture demande plus de mémoire que permis ({limit} Mo).", "Envoyez un fichier plus petit, ou collez le texte lui-même."),
            ("La lectura necesita más memoria de la permitida ({limit} MB).", "Envíe un archivo más pequeño o pegue el texto mismo."),
        ),
        "crashed": _texts(
            ("تعطّل القارئ عند هذا الملف ولم يتأثر سواه.", "احفظ الملف من جديد ببرنامجه، أو أرسله بصيغة أخرى."),
            (
                "The reader failed on this file; nothing else is affected.",
                "Save the file again with its own program, or send it in another format.",
            ),
            (
                "Le lecteur a échoué sur ce fichier ; rien d’autre n’est touché.",
                "Enregistrez-le à nouveau, ou envoyez-le dans un autre format.",
            ),
            (
                "El lector falló con este archivo; nada más resultó afectado.",
                "Guárdelo de nuevo con su programa o envíelo en otro formato.",
            ),
        ),
    }
)
