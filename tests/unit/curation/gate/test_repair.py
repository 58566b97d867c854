"""Each damage on its own: what it looks like, what comes out, what is said about it."""

import pytest

from peerlearn.curation.gate import judge
from peerlearn.curation.source import Page

TEXT = "تضم شبكة اليونسكو العالمية لمدن التعلم 64 دولة عام 2015-16، ومنها (الدوحة) وينبع.\nوفي القاهرة مكتبة UNESCO Centre للأطفال والشباب."


def visual(line):
    """Write a line as it looks from the left; numbers and Latin words as they stand."""
    for kept in ("64", "2015", "16", "UNESCO Centre"):
        line = line.replace(kept, kept[::-1])
    return line[::-1].translate(str.maketrans("()", ")("))


@pytest.mark.parametrize(
    ("broken", "wanted", "note"),
    [
        ("\n".join(map(visual, TEXT.split("\n"))), TEXT, "visual_order"),
        (visual(TEXT.split("\n")[0]) + "\n" + TEXT.split("\n")[1], TEXT, "mixed_runs"),
        ("ﻣﺪﻳﻨﺔ اﻟﺘﻌﻠﻢ ﻓﻲ اﻟﺪوﺣﺔ", "مدينة التعلم في الدوحة", "presentation_forms"),
        ("ﺔﺣوﺪﻟا ﻲﻓ ﻢﻠﻌﺘﻟا ﺔﻨﻳﺪﻣ", "مدينة التعلم في الدوحة", "visual_order"),
        ("ﻝﺎﻔﻃﻷﺍ ﻢﻴﻠﻌﺗ ﻲﻓ", "في تعليم الأطفال", "visual_order"),
        (
            "المرحلة األولى من تعليم األطفال والطالبات في المدينة",
            "المرحلة الأولى من تعليم الأطفال والطالبات في المدينة",
            "swapped_lam_alef",
        ),
        ("كانت المدينة عضوًا منذ عام .2024 وفيها مكتبات", "كانت المدينة عضوًا منذ عام 2024. وفيها مكتبات", "stops_before_numbers"),
        ("مدينة التعلم »كايايي« في غانا", "مدينة التعلم «كايايي» في غانا", "mirrored_brackets"),
        ("مدينة التعلم )ينبع( في المملكة", "مدينة التعلم (ينبع) في المملكة", "mirrored_brackets"),
        ("ﻲﻓ ﻢﻠّ ﻌﺘﻟا ﺔﻨﻳﺪﻣ", "مدينة التعلّم في", "visual_order"),
        ("\uf0b7 مدينة التعلم", "• مدينة التعلم", "symbol_glyphs"),
        ("\uf0b7 learning city", "• learning city", "symbol_glyphs"),
    ],
)
def test_what_is_sure_is_repaired(broken, wanted, note):
    page = judge(Page(1, broken))
    assert (page.text, page.verdict) == (wanted, "repaired")
    assert note in page.notes


def test_glued_words_that_are_known_come_apart():
    page = judge(Page(1, "فيمدينةالتعلم علىالمدينةفي\nشبكةاليونسكوالعالمية منالمدينةإلى"))
    assert page.text.split("\n")[0] == "في مدينة التعلم على المدينة في"
    assert "missing_spaces" in page.notes


@pytest.mark.parametrize(
    ("text", "verdict", "note"),
    [
        ("", "needs_ocr", "no_text"),
        (" \n\n ", "needs_ocr", "no_text"),
        ("(cid:12)(cid:45)(cid:3) (cid:77)(cid:2)", "needs_ocr", "glyph_codes"),
        ("/g12 /g45 /g3 /g77", "needs_ocr", "glyph_codes"),
        ("\ue012\ue013\ue014 \ue099\ue0a0", "needs_ocr", "private_glyphs"),
        ("\ufffd\ufffd\ufffd\ufffd مد", "needs_ocr", "lost_letters"),
        ("مدينة التعلم".encode().decode("latin-1"), "needs_ocr", "mojibake"),
        ("مدينة التعلم في الدوحة".encode("cp1256").decode("cp1252", errors="replace"), "needs_ocr", "mojibake"),
        ("مدينة التعلم في الدوحة وفيها \ufffdتبة عامة كبيرة للأطفال", "needs_person", "lost_letters"),
        ("مدينة ملعتلا في ةحودلا شبكة ةيملاعلا اليونسكو سرادملا", "needs_person", "mixed_order"),
        (" حين تولى متقاعدون إدارة مكتبة المدينة1985 بدأت الفكرة في عام", "needs_person", "pieces_astray"),
        ("ّ أكرا: مساكن وتدريب مهني للحمالات في المدينة", "needs_person", "pieces_astray"),
        (".تسا هدش هتخاس نارهت رهش رد ناکدوک یارب نیا", "needs_person", "other_language"),
    ],
)
def test_what_is_not_sure_is_passed_on(text, verdict, note):
    page = judge(Page(1, text))
    assert page.verdict == verdict
    assert note in page.notes


def test_text_that_goes_to_a_person_for_its_order_is_as_it_was_read():
    text = "مدينة ملعتلا في ةحودلا شبكة ةيملاعلا اليونسكو سرادملا"
    assert judge(Page(1, text)) == Page(1, text, "needs_person", ("mixed_order", "pieces_astray"))
