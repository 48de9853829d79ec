"""A certificate as it might be issued, and names from the passports of many States."""

from datetime import date
from typing import Any

from workshops.certificates.facts import CertificateFacts


def facts(**changes: Any) -> CertificateFacts:
    """The facts of one certificate, with some of them changed."""
    values: dict[str, Any] = {
        "kind": "participation",
        "event_kind": "workshop",
        "language": "en",
        "design": "classic",
        "name": "Nguyễn Thị Ánh Dương",
        "name_latin": None,
        "body": "Border Guard Command, Viet Nam",
        "country": "VN",
        "title": "Detection of Fraudulent Travel Documents and Risk Analysis at Border Crossing Points",
        "starts_on": date(2026, 11, 9),
        "ends_on": date(2026, 11, 13),
        "place": "Vienna, Austria",
        "hours": 30,
        "themes": ("Document security", "Impostor detection", "Risk indicators", "Inter-agency cooperation"),
        "organisers": ("Border Security Academy", "Partner Border Service"),
        "signatories": (
            ("Dr. Helena Brandt", "Director, Border Management Programme"),
            ("Amadou Diallo", "Chief, Capacity-Building Section"),
        ),
        "number": "WS-2026-014/00001",
        "code": "JAPHKQ1SZQSPEPZB",
        "issued_on": date(2026, 11, 13),
        "verify_base_url": "https://workshops.example.org/v/",
    }
    return CertificateFacts(**{**values, **changes})


# Invented people. Positioned marks, stacked marks, joined letters, conjuncts and ligatures are all here.
NAMES = {
    "Vietnamese": "Nguyễn Thị Ánh Dương",
    "Polish": "Łukasz Żółkiewski-Świątek",
    "Spanish": "María José Fernández de la Vega",
    "Icelandic": "Ólafur Þór Guðmundsson",
    "Yoruba": "Ọláṣubọ̀mí Adébáyọ̀ Ọ̀ṣọ́",
    "Fulani": "Ɓaanu Ɗiallo Ŋgaari",
    "Turkish": "Işıl Çağlayan Gökçe",
    "Latvian": "Ķirsis Ģirts Ņikiforovs",
    "hyphen and apostrophes": "Anne-Marie O’Connor-D'Arcy",
    "ligatures": "Effie Fjord Affligato",
    "62 characters": "Wolfeschlegelsteinhausen Bergerdorff von und zu Hohenzollerntal",
    "decomposed": "A\u030angstro\u0308m Ju\u0308rgen",
    "Greek": "Παπαδόπουλος Γιώργος",
    "Russian": "Иванова Ольга Сергеевна",
    "Tajik": "Раҳмонзода Ҷамшед Ӯктамӣ",
    "Kazakh": "Әбдірахманов Қайрат Нұрғали",
    "Ukrainian": "Ґалаґан Їжакевич Єва",
    "Arabic": "محمد بن عبد الله الشمري",
    "Arabic with vowels": "مُحَمَّد بْنُ عَبْد اللَّطِيف",
    "Persian": "رضا علی‌پور",
    "Urdu": "محمد عثمان غنی ہاشمی ڈاکٹر ٹیپو",
    "Pashto": "ګل ښایسته څېړنوال",
    "Hebrew": "דוד כהן",
    "Hebrew with points": "דָּוִד בֶּן־גּוּרְיוֹן",
    "Chinese": "王小明",
    "Traditional Chinese": "陳嘉琪",
    "Japanese": "山田 太郎 かなコ",
    "Korean": "김민준",
    "Hindi": "ज्ञानेश्वरी श्रीवास्तव त्रिपाठी",
    "Bengali": "রাজেশ চক্রবর্তী",
    "Tamil": "முருகன் ஸ்ரீநிவாசன்",
    "Telugu": "శ్రీనివాస్ కృష్ణమూర్తి",
    "Thai": "สุทธิพงษ์ ตั้งใจดี ปิ่นน้ำ",
    "Lao": "ດາວວົງ ສີສຸພັນ",
    "Burmese": "မြင့်မြင့်ခိုင် ကျော်",
    "Khmer": "សុខ វណ្ណារ៉ា",
    "Amharic": "አበበ በቀለ",
}
