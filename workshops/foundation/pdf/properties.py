"""What a document says about itself: the Info dictionary and the XMP packet, which must agree.

Neither claims PDF/A or PDF/UA: no validator has confirmed them yet.
"""

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from workshops.foundation.pdf.content import literal_string, stream, text_string
from workshops.foundation.pdf.layout import shorten

_PRODUCER = "ReportLab, HarfBuzz"
_NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """Title, author, language (BCP 47), address of the original, and day of issue."""

    title: str
    author: str
    language: str
    address: str
    issued_on: date

    def info(self) -> bytes:
        """Return the body of the Info dictionary."""
        day = f"(D:{self.issued_on:%Y%m%d}000000Z)"
        return (
            f"<</Title{text_string(shorten(self.title))}/Author{text_string(shorten(self.author))}"
            f"/Producer{literal_string(_PRODUCER)}/CreationDate{day}/ModDate{day}>>"
        ).encode()

    def metadata(self) -> bytes:
        """Return the body of the metadata stream, uncompressed so that any tool can read it."""
        title, author, address = (escape(shorten(text)) for text in (self.title, self.author, self.address))
        day = f"{self.issued_on:%Y-%m-%d}T00:00:00Z"
        packet = (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            f'<rdf:Description rdf:about="" {_NAMESPACES}>'
            f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
            f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
            f"<dc:language><rdf:Bag><rdf:li>{self.language}</rdf:li></rdf:Bag></dc:language>"
            f"<dc:identifier>{address}</dc:identifier>"
            f"<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>"
            f"<pdf:Producer>{_PRODUCER}</pdf:Producer>"
            '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
        )
        return stream(packet.encode(), "/Type/Metadata/Subtype/XML", compress=False)
