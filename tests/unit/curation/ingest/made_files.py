"""Small files of every kind, made by the tests themselves."""

import io
import struct
import zipfile
import zlib

import docx
import openpyxl
import pptx

TITLE = "مكتبات في حدائق المدينة"
TEXT = "فتحت البلدية ثلاث مكتبات في الحدائق عام 2020، وبلغ عدد القراء 6,500."


def docx_file(*texts, table=(), title=""):
    document = docx.Document()
    document.core_properties.title = title
    for text in texts or (TITLE, TEXT):
        document.add_paragraph(text)
    for row in table:
        cells = document.add_table(rows=1, cols=len(row)).rows[0].cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    return _saved(document)


def pptx_file(*slides):
    deck = pptx.Presentation()
    for title, text in slides or ((TITLE, TEXT),):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = text
    return _saved(deck)


def xlsx_file(*rows, name="Sheet"):
    book = openpyxl.Workbook()
    book.worksheets[0].title = name
    for row in rows:
        book.worksheets[0].append(row)
    return _saved(book)


def _saved(document):
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def zip_file(files, *, method=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def with_part(package, part, content):
    """Return an Office file with one part written anew."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return zip_file(files | {part: content})


def pdf_file(*pages, content=None, extra=""):
    """Return a PDF whose pages hold a line of Latin text each; ``content`` is a raw stream (dictionary, bytes) for every page instead."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for text in pages or ("A good practice of a learning city",):
        dictionary, stream = content or ("", f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode())
        objects.append(f"<< /Length {len(stream)} {dictionary} >>\nstream\n".encode() + stream + b"\nendstream")
        font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {font} >> /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + (each if isinstance(each, bytes) else each.encode()) + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    return out + f"{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def pdf_bomb(megabytes):
    """Return a PDF whose content unpacks twice: kilobytes -> megabytes of paint orders."""
    once = zlib.compress(b"0 0 m 1 1 l S\n" * (megabytes * 74_000), 9)
    return pdf_file(content=("/Filter [/FlateDecode /FlateDecode]", zlib.compress(once, 9)))


def locked_pdf():
    return pdf_file(extra=f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <{'41' * 32}> /U <{'42' * 32}> >>")


def png(width=8, height=8):
    rows = (b"\0" + b"\x80" * width) * height
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else chr(0)};".replace(chr(0), "") * 10}">' for n in range(9))
    + "]><l>&a8;</l>"
)
HTML = f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{TITLE}</title><style>p {{}}</style></head>
<body><nav><a href="/">الرئيسية</a><a href="/news">الأخبار</a></nav><article><h1>{TITLE}</h1><p>{TEXT}</p>
<h2>النتائج</h2><p>{TEXT * 3}</p></article><script>alert("لا")</script><footer>جميع الحقوق محفوظة</footer></body></html>"""
