"""Why something was refused, as a code that programs test and a sentence that people read in Arabic, English, French and Spanish."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    "no_such_step": (
        "لا يمكن الانتقال من «{from}» إلى «{to}».",
        "A submission that is {from} cannot become {to}.",
        "Une soumission à l’état « {from} » ne peut pas passer à l’état « {to} ».",
        "Un envío en estado «{from}» no puede pasar a «{to}».",
    ),
    "not_now": (
        "لا يمكن ذلك والحالة «{from}».",
        "This cannot be done while the submission is {from}.",
        "Impossible tant que la soumission est à l’état « {from} ».",
        "No es posible mientras el envío está en estado «{from}».",
    ),
    "not_your_role": (
        "هذه الخطوة من صلاحية: {roles}.",
        "This step is for: {roles}.",
        "Cette étape est réservée à : {roles}.",
        "Este paso corresponde a: {roles}.",
    ),
    "not_yours": (
        "هذا الطلب قدّمه شخص آخر.",
        "Somebody else handed this in.",
        "Cette soumission a été déposée par une autre personne.",
        "Este envío lo presentó otra persona.",
    ),
    "second_person": (
        "لا ينشر أحدٌ ما قدّمه بنفسه، ولا يبتّ فيه: يلزم شخص ثانٍ.",
        "Nobody decides alone on what they handed in: a second person has to.",
        "Nul ne décide seul de ce qu’il a déposé : une deuxième personne est nécessaire.",
        "Nadie decide a solas sobre lo que presentó: hace falta una segunda persona.",
    ),
    "reason_missing": (
        "اكتب سبب هذه الخطوة.",
        "Write why.",
        "Indiquez le motif.",
        "Escriba el motivo.",
    ),
    "undecided": (
        "لم يُبتّ بعد في {count} من الاقتراحات: {which}.",
        "Suggestions that nobody has decided on: {count} ({which}).",
        "Suggestions sans décision : {count} ({which}).",
        "Sugerencias sin decisión: {count} ({which}).",
    ),
    "no_opinion": (
        "لا يوجد رأي خبير يوصي بالنشر من غير مقدّم الطلب.",
        "No expert other than the submitter has recommended publication.",
        "Aucun expert autre que le déposant n’a recommandé la publication.",
        "Ningún experto distinto de quien lo presentó ha recomendado publicarlo.",
    ),
    "unscored": (
        "معايير لم تُقيَّم بعد: {which}.",
        "Criteria without a score: {which}.",
        "Critères sans note : {which}.",
        "Criterios sin puntuar: {which}.",
    ),
    "contacts_in_text": (
        "في النصّ بيانات اتصال شخصية ({kind}) في: {where}. احذفها واحفظها في جهات الاتصال.",
        "The text holds personal contact data ({kind}) in: {where}. Remove it; contacts have a place of their own.",
        "Le texte contient des coordonnées personnelles ({kind}) dans : {where}. Retirez-les ; les contacts ont leur propre rubrique.",
        "El texto contiene datos de contacto personales ({kind}) en: {where}. Quítelos; los contactos tienen su propio apartado.",
    ),
    "no_record": (
        "لم تُكتب الممارسة بعد في المسودة.",
        "The draft holds no record yet.",
        "Le projet ne contient pas encore de fiche.",
        "El borrador aún no contiene ficha.",
    ),
    "record_defect": (
        "خلل في الحقل {field}: {message} ({remedy})",
        "{field}: {message} ({remedy})",
        "Champ {field} : {message} ({remedy})",
        "Campo {field}: {message} ({remedy})",
    ),
    "id_taken": (
        "المعرّف {id} مستعمل. إن كان هذا الطلب مراجعة له فاذكر ذلك، وإلا فاختر معرّفًا آخر.",
        "The id {id} is taken. Say that this revises it, or choose another id.",
        "L’identifiant {id} est déjà pris. Indiquez que c’est une révision, ou choisissez-en un autre.",
        "El identificador {id} ya existe. Indique que es una revisión o elija otro.",
    ),
    "other_id": (
        "هذا الطلب مراجعة لـ{revises}، لكن المسودة تحمل المعرّف {id}.",
        "This revises {revises}, but the draft has the id {id}.",
        "Ceci révise {revises}, mais le projet porte l’identifiant {id}.",
        "Esto revisa {revises}, pero el borrador lleva el identificador {id}.",
    ),
    "corpus_defect": (
        "في المجموعة ملفات معيبة، أوّلها: {first}. أصلحها أولًا.",
        "The corpus has defective files, first: {first}. Mend them first.",
        "Le corpus contient des fichiers défectueux, d’abord : {first}. Corrigez-les d’abord.",
        "El corpus tiene archivos defectuosos, primero: {first}. Corríjalos antes.",
    ),
}
_LANGS = ("ar", "en", "fr", "es")
_LABELS = {
    "draft": ("مسودة", "draft", "brouillon", "borrador"),
    "submitted": ("مقدَّم", "submitted", "soumise", "enviado"),
    "in_review": ("قيد المراجعة", "in review", "en examen", "en revisión"),
    "published": ("منشور", "published", "publiée", "publicado"),
    "rejected": ("مرفوض", "rejected", "refusée", "rechazado"),
    "superseded": ("حلّ محلّه إصدار أحدث", "superseded", "remplacée", "sustituido"),
    "withdrawn": ("مسحوب", "withdrawn", "retirée", "retirado"),
    "reader": ("قارئ", "reader", "lecteur", "lector"),
    "city": ("مدينة", "city", "ville", "ciudad"),
    "curator": ("أمين محتوى", "curator", "conservateur", "curador"),
    "admin": ("مدير", "administrator", "administrateur", "administrador"),
    "email": ("بريد إلكتروني", "e-mail", "courriel", "correo electrónico"),
    "phone": ("هاتف", "telephone", "téléphone", "teléfono"),
    "documentation": ("جودة التوثيق", "documentation", "documentation", "documentación"),
    "evidence": ("قوة الأدلة", "evidence", "preuves", "evidencia"),
    "inclusion": ("الشمول", "inclusion", "inclusion", "inclusión"),
    "sustainability": ("الاستدامة", "sustainability", "durabilité", "sostenibilidad"),
    "transferability": ("قابلية النقل إلى مدن أخرى", "transferability", "transférabilité", "transferibilidad"),
}


def label(code: str, *, lang: str) -> str:
    """Return how people call a status, role or criterion; a code without a name is returned as it is."""
    return _LABELS[code][_at(lang)] if code in _LABELS else code


def _at(lang: str) -> int:
    return _LANGS.index(lang) if lang in _LANGS else 1


@dataclass(frozen=True)
class Reason:
    """Why not: a code and what it is about; ``text`` says it in a language (English for one that is not spoken here)."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.code not in _TEXTS:
            raise ValueError(f"there is no sentence for {self.code!r}")
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def text(self, lang: str = "en") -> str:
        """Return the sentence; lists of codes become lists of names."""
        comma = "، " if lang == "ar" else ", "
        named = {
            key: comma.join(label(code, lang=lang) for code in value.split(",")) for key, value in self.values.items() if key in _CODES
        }
        return _TEXTS[self.code][_at(lang)].format(**{**self.values, **named})


_CODES = {"from", "to", "roles", "which", "kind"}
"""Values that are codes, separated by commas."""
