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


def facts_in(language: str, **changes: Any) -> CertificateFacts:
    """The facts of one certificate as one of six people wishes it, all in her language."""
    return facts(language=language, **{**_IN_LANGUAGE[language], **changes})


_IN_LANGUAGE: dict[str, dict[str, Any]] = {
    "ar": {
        "name": "محمد بن عبد الله الشمري",
        "body": "المديرية العامة لحرس الحدود، المملكة العربية السعودية",
        "country": "SA",
        "title": "كشف وثائق السفر المزوّرة وتحليل المخاطر في المعابر الحدودية",
        "place": "فيينا، النمسا",
        "themes": ("أمن الوثائق", "كشف منتحلي الهوية", "مؤشرات المخاطر", "التعاون بين الأجهزة"),
        "organisers": ("أكاديمية أمن الحدود", "دائرة الحدود الشريكة"),
        "signatories": (("د. هيلينا برانت", "برنامج إدارة الحدود"), ("أمادو ديالو", "قسم بناء القدرات")),
    },
    "en": {},
    "es": {
        "name": "María José Fernández de la Vega",
        "body": "Policía Nacional, España",
        "country": "ES",
        "title": "Detección de documentos de viaje fraudulentos y análisis de riesgos en los pasos fronterizos",
        "place": "Viena, Austria",
        "themes": ("Seguridad de los documentos", "Detección de impostores", "Indicadores de riesgo"),
        "signatories": (
            ("Dra. Helena Brandt", "Directora del Programa de Gestión de Fronteras"),
            ("Amadou Diallo", "Jefe de la Sección de Desarrollo de la Capacidad"),
        ),
    },
    "fr": {
        "name": "Aminata Sow N’Diaye",
        "body": "Police de l’air et des frontières, Sénégal",
        "country": "SN",
        "title": "Détection des documents de voyage frauduleux et analyse des risques aux postes frontière",
        "place": "Vienne, Autriche",
        "themes": ("Sécurité des documents", "Détection des imposteurs", "Coopération interinstitutions"),
        "signatories": (
            ("Mme Helena Brandt", "Programme de gestion des frontières"),
            ("Amadou Diallo", "Section du renforcement des capacités"),
        ),
    },
    "ru": {
        "name": "Раҳмонзода Ҷамшед Ӯктамӣ",
        "body": "Пограничные войска, Таджикистан",
        "country": "TJ",
        "title": "Выявление поддельных проездных документов и анализ рисков в пунктах пропуска",
        "place": "Вена, Австрия",
        "themes": ("Защита документов", "Выявление самозванцев", "Межведомственное взаимодействие"),
        "signatories": (
            ("Д-р Хелена Брандт", "Директор программы пограничного управления"),
            ("Амаду Диалло", "Начальник секции наращивания потенциала"),
        ),
    },
    "zh": {
        "name": "王小明",
        "body": "国家移民管理局，中国",
        "country": "CN",
        "title": "边境口岸伪造旅行证件识别与API/PNR数据风险分析",
        "place": "维也纳，奥地利",
        "themes": ("证件安全", "冒名顶替识别", "风险指标", "机构间合作"),
        "signatories": (("Helena Brandt 博士", "边境管理方案主任"), ("Amadou Diallo", "能力建设科科长")),
    },
}

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
