"""Why a job failed, as a sentence in ar, en, fr and es: no trace, no folder, nothing that a file said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peerlearn.vocabulary import LABEL_LANGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peerlearn.curation.review.submission import Refused

_TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    "crashed": (
        "لم يكتمل العمل لخلل عندنا. الملف الأصلي محفوظ؛ جرّب صيغة أخرى أو أبلغ من يدير النظام.",
        "The work failed on our side. The original is kept; try another format, or tell whoever runs this.",
        "Le traitement a échoué de notre côté. L’original est conservé ; essayez un autre format ou prévenez l’administrateur.",
        "El trabajo falló por nuestra parte. El original está guardado; pruebe otro formato o avise a quien administra el sistema.",
    ),
    "killed": (
        "توقّفت المعالجة مرتين قبل أن تكتمل، فلن تُعاد. الملف الأصلي محفوظ.",
        "The work was cut off twice before it was finished and is not tried again. The original is kept.",
        "Le traitement a été interrompu deux fois et ne sera pas relancé. L’original est conservé.",
        "El trabajo se interrumpió dos veces y no se repetirá. El original está guardado.",
    ),
    "lost": (
        "لم يُعثر على الملف الأصلي. ارفعه من جديد.",
        "The original is not there any more. Upload it again.",
        "L’original est introuvable. Téléversez-le de nouveau.",
        "El original ya no está. Súbalo de nuevo.",
    ),
    "changed": (
        "تغيّر الطلب بعد أن اطّلعت عليه، فلم يُنشر. راجعه ثم أعد المحاولة.",
        "The submission has changed since you looked at it, and was not published. Look again, then try again.",
        "La soumission a changé depuis que vous l’avez vue et n’a pas été publiée. Relisez-la, puis réessayez.",
        "El envío ha cambiado desde que lo vio y no se publicó. Revíselo y vuelva a intentarlo.",
    ),
    "cannot": (
        "لا يمكن إتمام ذلك الآن: المجموعة أو الفهرس غير متاح. أبلغ من يدير النظام؛ السبب مسجّل عنده.",
        "This cannot be done now: corpus or index cannot be used. Tell whoever runs this; the log has the reason.",
        "Impossible pour l’instant : le corpus ou l’index est indisponible. Prévenez l’administrateur ; le journal en donne la raison.",
        "Ahora no es posible: el corpus o el índice no está disponible. Avise a quien administra el sistema; el registro da la razón.",
    ),
    "follow": (
        "سُجّل القرار، لكن الفهرس لم يلحق به بعد. سيكتمل ذلك تلقائيًا عند التشغيل التالي.",
        "It is recorded, but the index could not follow yet. The next start finishes it.",
        "C’est enregistré, mais l’index n’a pas encore suivi. Le prochain démarrage le terminera.",
        "Está registrado, pero el índice aún no lo ha seguido. El próximo arranque lo terminará.",
    ),
}


def failure(code: str) -> dict[str, Any]:
    """Return why a job failed, by language, with its code."""
    return {"code": code, **dict(zip(LABEL_LANGS, _TEXTS[code], strict=True))}


def refused(why: Refused) -> dict[str, Any]:
    """Return the reasons of a refusal by language."""
    return {"code": why.reasons[0].code, **{lang: why.text(lang) for lang in LABEL_LANGS}}
