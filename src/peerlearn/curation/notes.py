"""What a person should look at when a file was taken in, as data that is told in ar, en, fr and es."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from peerlearn.vocabulary import LABEL_LANGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from peerlearn.curation.ingest.refusals import Refusal
    from peerlearn.curation.validate import Finding
    from peerlearn.issues import Severity

_TOLD: dict[str, tuple[tuple[str, str], ...]] = {
    "already_here": (
        ("سبق تقديم هذا الملف: {id}.", "لا حاجة إلى تقديمه مرة أخرى."),
        ("This file was handed in before: {id}.", "Nothing needs to be done."),
        ("Ce fichier a déjà été déposé : {id}.", "Il n’y a rien à faire."),
        ("Este archivo ya se había entregado: {id}.", "No hace falta hacer nada."),
    ),
    "needs_ocr": (
        ("صفحات مصوَّرة بلا نص: {pages}.", "ثبّت برنامج التعرّف الضوئي Tesseract مع العربية، أو أرسل الملف الأصلي."),
        ("Scanned pages without text: {pages}.", "Install Tesseract with Arabic, or send the file they were printed from."),
        ("Pages numérisées sans texte : {pages}.", "Installez Tesseract avec l’arabe, ou envoyez le fichier d’origine."),
        ("Páginas escaneadas sin texto: {pages}.", "Instale Tesseract con árabe o envíe el archivo original."),
    ),
    "needs_person": (
        ("صفحات لا يُطمأنّ إلى نصها: {pages}.", "قارنها بالأصل؛ لم يُؤخذ منها شيء."),
        ("Pages whose text cannot be trusted: {pages}.", "Compare them with the original; nothing was taken from them."),
        ("Pages dont le texte n’est pas sûr : {pages}.", "Comparez-les à l’original ; rien n’en a été repris."),
        ("Páginas cuyo texto no es fiable: {pages}.", "Compárelas con el original; no se tomó nada de ellas."),
    ),
    "duplicate_exact": (
        ("النص نفسه موجود: {record}.", "راجعه قبل المتابعة."),
        ("The same text is here already: {record}.", "Look at it before you go on."),
        ("Le même texte existe déjà : {record}.", "Consultez-le avant de continuer."),
        ("El mismo texto ya existe: {record}.", "Consúltelo antes de seguir."),
    ),
    "duplicate_near": (
        ("نص قريب جدًا موجود: {record}، باحتمال {percent}٪.", "قد يكون تحديثًا له."),
        ("Nearly the same text is here: {record} ({percent} %).", "This may be an update of it."),
        ("Un texte presque identique existe : {record} ({percent} %).", "Il s’agit peut-être d’une mise à jour."),
        ("Hay un texto casi igual: {record} ({percent} %).", "Puede ser una actualización."),
    ),
    "duplicate_meaning": (
        ("قد تكون الممارسة نفسها مروية هنا: {record}، باحتمال {percent}٪.", "قارن بينهما."),
        ("The same practice may be told here: {record} ({percent} %).", "Compare the two."),
        ("La même pratique est peut-être décrite ici : {record} ({percent} %).", "Comparez les deux."),
        ("Quizá se cuente aquí la misma práctica: {record} ({percent} %).", "Compare las dos."),
    ),
    "not_compared": (
        ("لم يُبحث عن التكرار ولا عن الموضوعات: لا يوجد فهرس بعد.", "نفّذ: peerlearn index build"),
        ("Neither duplicates nor subjects were looked for: there is no index yet.", "Run: peerlearn index build"),
        ("Ni doublons ni thèmes n’ont été cherchés : il n’y a pas encore d’index.", "Lancez : peerlearn index build"),
        ("No se buscaron duplicados ni temas: aún no hay índice.", "Ejecute: peerlearn index build"),
    ),
}


@dataclass(frozen=True)
class Note:
    """A code, how serious it is, what it speaks of, and the field it is about; what others say already is told by them."""

    code: str
    severity: Severity
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    field: str = ""
    told: Callable[[str], tuple[str, str]] | None = None

    @classmethod
    def of_refusal(cls, refusal: Refusal) -> Note:
        """Return why a file was not read."""
        return cls(refusal.code, "error", told=lambda lang: (refusal.message(lang), refusal.remedy(lang)))

    @classmethod
    def of_finding(cls, finding: Finding) -> Note:
        """Return what validation found."""
        return cls(finding.code, finding.severity, field=finding.field, told=lambda lang: (finding.message(lang), finding.remedy(lang)))

    @classmethod
    def of_duplicate(cls, alike: Mapping[str, Any]) -> Note:
        """Return what a text may repeat, as it stands in a draft."""
        percent = str(round(100 * alike["probability"]))
        return cls(f"duplicate_{alike['kind']}", "warning", {"record": alike["record"], "percent": percent})

    def message(self, lang: str) -> str:
        """Return what it is, in a language of the interface (English for any other)."""
        return self._said(lang)[0]

    def remedy(self, lang: str) -> str:
        """Return what to do about it."""
        return self._said(lang)[1]

    def to_json(self, lang: str) -> dict[str, str]:
        """Return the note as JSON."""
        told = {"message": self.message(lang), "remedy": self.remedy(lang)}
        return {"severity": self.severity, "code": self.code, "field": self.field, **told}

    def _said(self, lang: str) -> tuple[str, str]:
        if self.told is not None:
            return self.told(lang)
        texts = dict(zip(LABEL_LANGS, _TOLD[self.code], strict=True))
        message, remedy = texts.get(lang, texts["en"])
        return message.format(**self.values), remedy
