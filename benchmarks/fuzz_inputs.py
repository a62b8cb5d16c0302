"""Damaged and hostile inputs of every kind that Khabar takes, drawn from a seed. Used by fuzz.py."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import json
import lzma
import random
import warnings
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import zstandard

BITS = ["\u202e", "\u202b", "\u2066", "\u2069", "\u200f", "\u0640" * 50, "«" * 40, "»", '"', "“", "(", "\n", "\r\n", "\0", "\ufeff", "ً", "٪", "9" * 400, "،" * 30,
        " و ", "ال", " قال ", " أن ", " بحسب ", " من ", "/", "-", "الثلاثاء ", "مليون ", "عشر ", "ألف ", "بين ", "\U0001f600", "<script>", "%s", "\\", "'",
        "يوم ", "كانون ", "#", "_", "؟", ".", ":", "20", "٢٠١٦", "وو", "شمال غربي ", "كيلومترا ", "وكالة ", "نقلت ", "عن ", "\u2028", "\x85", "\x1c", "\u0085"]
CODECS = ("utf-8", "cp1256", "iso8859_6", "utf-16-le", "utf-16-be", "utf-16", "utf-32", "mac_arabic", "utf-7", "cp720", "utf-8-sig")
#: Words with a meaning to SQLite, to its full-text search, to paths, templates and shells.
SYNTAX = ['"', "'", "*", "(", ")", "^", "-", "+", ":", "NEAR(", "NEAR/2", " AND ", " OR ", " NOT ", "text:", "folded:", "rank", "--", ";", "/*", "*/", "\0",
          "DROP TABLE reports", "' OR 1=1 --", "UNION SELECT data FROM happenings", "%", "_", "\\", "{{7*7}}", "${7*7}", "<script>", "..", "/", "%00", "%2e%2e%2f",
          "الموصل", "بالموصل", "«", "»", "“قال", "ً", "\u202e", "9" * 30, "-1", "1e309", "NaN", "null", "true", "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
          "2024-13-45", "0000-00-00", "9999-12-31", "[", "]", "a" * 2000, "أ" * 1500, "\n", "\t", "é", "\U0001f600"]
PATHS = ["../../etc/passwd", "/etc/passwd", "..\\..\\x.txt", "C:\\x.txt", "a/../../b.txt", "\u202etxt.exe", "x\ny.txt", "-rf.txt", "--help.txt", "a" * 250, "con.txt",
         "x.txt\0.jpg", "~", "./.hidden.txt", "a//b.txt", " ", ".", "..", "خبر.txt", "x.jsonl.gz.xz", "$(id).txt", "`id`.txt", "x;y.txt", "'\".txt", "\ud800", "a\\b.txt",
         "result.json", "_chat.txt", "x" * 200 + "/" * 40 + "y.txt", "*.txt", "[x].txt", "%2e%2e/x.txt"]
Make = Callable[[random.Random, list[str]], object]


def text(chance: random.Random, pool: list[str]) -> str:
    """A report with up to eleven damages; one in ten is whole, the others a part of up to 1,200 characters."""
    out, other = chance.choice(pool), chance.choice(pool)
    if chance.random() < 0.9:
        start = chance.randrange(max(1, len(out) - 300))
        out = out[start:start + chance.randrange(100, 1200)]
    for _ in range(chance.randrange(1, 12)):
        out = _damage(out or other, other, chance)
    return out[:60_000]


def _damage(out: str, other: str, chance: random.Random) -> str:
    at, kind = chance.randrange(len(out)), chance.randrange(9)
    if kind == 0:
        return out[:at] + chance.choice(BITS) + out[at:]
    if kind == 1:
        return out[:at] + out[at + chance.randrange(1, 30):]
    if kind == 2:
        stop = min(len(out), at + chance.randrange(1, 200))
        return out[:stop] + out[at:stop] * chance.randrange(1, 4) + out[stop:]
    if kind == 3:
        cut = chance.randrange(len(other) or 1)
        return out[:at] + other[cut:cut + 300] + out[at:]
    if kind == 4:
        return out[:at]
    if kind == 5:
        words = out.split(" ")
        chance.shuffle(words)
        return " ".join(words)
    if kind == 6:
        one = chr(chance.choice([chance.randrange(0x20, 0x3000), chance.randrange(0x600, 0x6FF), chance.randrange(0xFB50, 0xFEFF), chance.randrange(0xD800, 0xE000)]))
        return out[:at] + one + out[at + 1:]
    if kind == 7:
        data = out.encode("utf-8", "ignore")
        return data[chance.randrange(4):-chance.randrange(1, 4)].decode("utf-8", "replace")
    return out.replace(chance.choice([" ", "ا", "،", ".", "\n", '"']), chance.choice(["", " ", "\n", "و"]), chance.randrange(1, 40))


def data(chance: random.Random, pool: list[str]) -> bytes:
    """The bytes of a report: cut inside letters, several encodings in one, bits turned, marks of order."""
    out = b""
    for _ in range(chance.randrange(1, 4)):
        piece = text(chance, pool)[: chance.randrange(20, 800)]
        out += piece.encode(chance.choice(CODECS), "ignore")[chance.randrange(3):]
    return turned(out, chance)


def turned(out: bytes, chance: random.Random, most: int = 6) -> bytes:
    """Bytes with a few of them turned, left out, doubled or cut off."""
    made = bytearray(out)
    for _ in range(chance.randrange(most)):
        if not made:
            break
        at = chance.randrange(len(made))
        kind = chance.randrange(5)
        if kind == 0:
            made[at] = chance.randrange(256)
        elif kind == 1:
            del made[at:at + chance.randrange(1, 20)]
        elif kind == 2:
            made[at:at] = made[at:at + chance.randrange(1, 60)]
        elif kind == 3:
            made[at:at] = chance.randbytes(chance.randrange(1, 8))
        else:
            del made[max(1, at):]
    return bytes(made)


def line(chance: random.Random, pool: list[str]) -> bytes:
    """A line of JSON Lines: odd values, deep nesting, doubled keys, half characters, huge numbers, cut off."""
    values = ["", None, 1, -0.0, 1e308, 10**400, True, [], {}, ["x"], "2024-03-12", "2024-02-30", "12/3/2024", "\ud800", "\0", "x" * 5000, "0001-01-01", "9999-12-31T23:59:59Z"]
    row = {"id": chance.choice(["7", *values]), "text": chance.choice([text(chance, pool), text(chance, pool), *values]), "published": chance.choice(["2024-03-12", *values]),
           "outlet": chance.choice(["صحيفة", *values]), "title": chance.choice(values), "url": chance.choice(["https://example.org/1", *values])}
    for key in list(row):
        if chance.random() < 0.2:
            del row[key]
    out = json.dumps(row, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    kind = chance.randrange(8)
    if kind == 0:
        deep = chance.choice([50, 500, 1_500, 20_000])
        out = out[:-1] + b',"x":' + b"[" * deep + b"]" * chance.choice([0, deep]) + b"}"
    elif kind == 1:
        deep = chance.choice([50, 900, 5_000])
        out = b'{"x":' * deep + b"1" + b"}" * deep
    elif kind == 2:
        out = out.replace(b'"text"', b'"text":"a","text"', 1)
    elif kind == 3:
        out = chance.choice([b"NaN", b"Infinity", b"[1,2]", b'"x"', b"null", b"-", b"{", b"\xef\xbb\xbf" + out, b"1" * 5000, b"\0", b"{}" + out])
    elif kind < 6:
        out = turned(out, chance)
    return out.replace(b"\n", b" ")


def page(chance: random.Random, pool: list[str]) -> bytes:
    """A web page whose markup is damaged or hostile."""
    paragraphs = "".join(f"<p>{text(chance, pool)[:400]}</p>" for _ in range(chance.randrange(1, 5)))
    tag = chance.choice(["div", "span", "p", "table", "b", "script", "svg", "noscript", "template", "ul", "blockquote"])
    deep = chance.choice([0, 1, 30, 300, 3000])
    meta = chance.choice(['<meta property="article:published_time" content="2024-03-12">', '<meta name="date" content="2024-99-99">', '<time datetime="x">', "<title></title>",
                          '<script type="application/ld+json">' + "[" * chance.choice([1, 2000]) + '{"datePublished": 7}</script>', "<!--", "<![CDATA[", "<base href='//x'>"])
    out = f"<html><head>{meta}</head><body>{f'<{tag}>' * deep}<article>{paragraphs}</article>{f'</{tag}>' * chance.choice([0, deep])}</body></html>"
    return turned(out.encode(chance.choice(("utf-8", "utf-8", "cp1256")), "ignore"), chance, 10)


def good_page(body: str) -> bytes:
    """A page that must always be read."""
    return f'<html><head><meta property="article:published_time" content="2024-03-12"></head><body><article><p>{body}</p></article></body></html>'.encode()


def capture(uri: str, body: bytes, length: int | None = None, inner: int | None = None) -> bytes:
    """A WARC response record; ``length`` and ``inner`` are the lengths it claims, when they are not the true ones."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % (len(body) if inner is None else inner) + body
    return (b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + uri.encode() + b"\r\nWARC-Date: 2024-03-12T10:00:00Z\r\n"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % (len(http) if length is None else length) + http + b"\r\n\r\n")


def archive(chance: random.Random, pool: list[str]) -> tuple[bytes, bool]:
    """A web archive of three pages, the second of which lies about its length or is damaged; and whether it is packed."""
    body = page(chance, pool)
    lie = chance.choice([None, 0, 1, len(body) // 2, len(body) * 3, 2**31, 2**63, -5])
    middle = capture("https://example.org/2", body, lie, chance.choice([None, 0, 7, 2**40, -1]))
    if chance.random() < 0.6:
        middle = turned(middle, chance)
    parts = [capture("https://example.org/1", good_page(GOOD)), middle, capture("https://example.org/3", good_page(GOOD))]
    packed = chance.random() < 0.5
    return b"".join(gzip.compress(p, 1) for p in parts) if packed else b"".join(parts), packed


#: The report that stands beside every hostile one and must not be lost.
GOOD = "قال مسؤول محلي إن الطريق مغلق منذ صباح الثلاثاء، وإن القوات تعمل على فتحه. وأضاف أن ثلاثة جنود أصيبوا في هجوم على حاجز قرب البلدة أمس."


def feed(chance: random.Random, pool: list[str]) -> bytes:
    """A feed with odd dates, entities and markup."""
    day = chance.choice(["Tue, 12 Mar 2024 10:00:00 +0300", "0000-00-00", "Tue, 99 Mar 2024", "-1", "12 مارس 2024", "9999-99-99T99:99:99Z", "", "2024-02-30T10:00:00Z", "10000-01-01"])
    entity = chance.choice(["", '<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]>', '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]>'])
    items = "".join(f"<item><title>{text(chance, pool)[:60]}</title><pubDate>{day}</pubDate><description>{chance.choice(['', '<![CDATA['])}{text(chance, pool)[:300]}&b;&lt;p&gt;"
                    f"</description></item>" for _ in range(chance.randrange(4)))
    return turned(f'<?xml version="1.0" encoding="{chance.choice(["UTF-8", "utf-16", "x"])}"?>{entity}<rss version="2.0"><channel><title>ص</title>{items}</channel></rss>'.encode("utf-8", "ignore"), chance)


def mail(chance: random.Random, pool: list[str]) -> bytes:
    """An e-mail, plain or with parts, damaged."""
    message = EmailMessage()
    message["Subject"] = "خبر"
    message["Date"] = "Tue, 12 Mar 2024 10:00:00 +0300"
    message.set_content(text(chance, pool)[:600].encode("utf-8", "ignore").decode())
    if chance.random() < 0.5:
        message.add_alternative(f"<p>{chance.choice(pool)[:300]}</p>", subtype="html")
    out = bytes(message)
    for old, new in ((b"utf-8", b"x-none"), (b"base64", b"quoted-printable"), (b"12 Mar 2024", b"99 Zzz -1"), (b"text/plain", b"multipart/mixed; boundary=a"), (b"multipart/alternative", b"message/rfc822")):
        if chance.random() < 0.2:
            out = out.replace(old, new)
    return turned(out, chance)


def packed(chance: random.Random, pool: list[str]) -> tuple[str, bytes]:
    """A packed file (suffix, bytes), cut off, damaged, or of another form than its name says; small bombs too."""
    plain = chance.choice([text(chance, pool).encode("utf-8", "ignore"), line(chance, pool) + b"\n", b"\0" * chance.choice([10, 300_000]), b"\n" * chance.choice([10, 300_000])])
    packers: dict[str, Callable[[bytes], bytes]] = {".gz": lambda d: gzip.compress(d, 1), ".xz": lambda d: lzma.compress(d, preset=0), ".bz2": bz2.compress, ".zst": zstandard.ZstdCompressor().compress}
    made = packers[chance.choice(sorted(packers))](plain)
    if chance.random() < 0.2:
        made = packers[chance.choice(sorted(packers))](made)
    return chance.choice([".txt", ".jsonl", ".html"]) + chance.choice(sorted(packers)), turned(made, chance, 4)


def table(chance: random.Random, pool: list[str]) -> bytes:
    """A Parquet file of reports with odd columns and values, damaged or whole."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {"text": chance.choice([pa.array([text(chance, pool).encode("utf-8", "ignore").decode() for _ in range(3)]), pa.array([1, None, 3]), pa.array([b"\xff", b"", None])]),
               "published": chance.choice([pa.array(["2024-03-12", "2024-02-30", None]), pa.array([0, 2**40, None], pa.timestamp("s")), pa.array([[1], [], None])]),
               "id": chance.choice([pa.array(["7", None, "\0"]), pa.array([1.5, float("nan"), None])])}
    kept = {k: v for k, v in columns.items() if k == "text" or chance.random() < 0.8}
    out = io.BytesIO()
    pq.write_table(pa.table(kept), out, compression=chance.choice(["zstd", "snappy", "none", "gzip"]))
    return turned(out.getvalue(), chance, 4)


def export(chance: random.Random, pool: list[str]) -> bytes:
    """A messenger's export with hostile names, doubled members and lying sizes."""
    chat = "\n".join(f"[1{chance.randrange(9)}/03/2024, 14:0{chance.randrange(9)}:33] {chance.choice(['رنا', '+964 770 123 4567', chr(0x202E) + 'x'])}: {text(chance, pool)[:200]}" for _ in range(3))
    result = json.dumps({"name": "x", "type": "private_group", "id": 1, "messages": [{"id": 1, "type": chance.choice(["message", 7]), "date": chance.choice(["2024-03-12T10:00:00", "x", None]),
                         "from": chance.choice(["رنا", None, 5]), "text": chance.choice([text(chance, pool)[:200], ["a", {"type": "bold", "text": "b"}], None, {"x": []}]), "photo": chance.choice(PATHS)}]})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for _ in range(chance.randrange(1, 5)):
            name = chance.choice(["_chat.txt", "result.json", "IMG-1.jpg", *PATHS]).encode("utf-8", "replace").decode()
            body = chance.choice([chat, result, "\0" * 100_000]).encode("utf-8", "replace")
            info = zipfile.ZipInfo(name or "x")
            info.compress_type = chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
            info.external_attr = chance.choice([0, 0, 0o120777 << 16])
            with warnings.catch_warnings(), contextlib.suppress(ValueError, UnicodeError):
                warnings.simplefilter("ignore")  # doubled names are meant
                box.writestr(info, body)
    return turned(out.getvalue(), chance, 4)


def query(chance: random.Random, pool: list[str]) -> str:
    """A search made of words of reports and of syntax."""
    parts = [chance.choice([chance.choice(SYNTAX), chance.choice(SYNTAX), chance.choice(chance.choice(pool).split() or ["x"])]) for _ in range(chance.randrange(1, 8))]
    return chance.choice(["", " "]).join(parts)


def name(chance: random.Random, pool: list[str]) -> str:
    """A file's name with tricks."""
    return "".join(chance.choice([chance.choice(PATHS), chance.choice(SYNTAX)]) for _ in range(chance.randrange(1, 3)))
