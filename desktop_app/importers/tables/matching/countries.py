"""Flags as tables give them: a code, a name in three languages, or the digits of an MMSI."""

from collections.abc import Mapping
from typing import Final

from desktop_app.domain.gazetteer import PlaceKind
from desktop_app.domain.vessel import Issuer
from desktop_app.importers.gazetteer import read_gazetteer
from desktop_app.query.name_folding import fold
from desktop_app.runtime.resources import Resources

# ISO 3166-1: alpha-3 codes of the states whose ships are met here, and names beside the official ones.
_OTHERS: Final[Mapping[str, str]] = {
    "KP": (
        "PRK|DPRK|Democratic People's Republic of Korea|DPR Korea|Korea (North)|Северная Корея|조선|"
        "조선민주주의인민공화국"
    ),
    "KR": "KOR|ROK|Republic of Korea|Korea|Korea (South)|South Korea|Южная Корея|대한민국",
    "RU": "RUS|Russia|Russian Federation|Россия|РФ|Российская Федерация|러시아",
    "CN": "CHN|China|PRC|People's Republic of China|КНР",
    "JP": "JPN",
    "HK": "HKG|Hong Kong SAR|Hong Kong, China|Гонконг|홍콩",
    "TW": "TWN|Taiwan|Chinese Taipei|Тайвань|대만",
    "PA": "PAN|Panama|Панама|파나마",
    "LR": "LBR|Liberia|Либерия|라이베리아",
    "MH": "MHL|Marshall Islands|Маршалловы Острова|마셜 제도",
    "MN": "MNG|Mongolia|Монголия|몽골",
    "KH": "KHM|Cambodia|Камбоджа|캄보디아",
    "TG": "TGO|Togo|Того|토고",
    "SL": "SLE|Sierra Leone|Сьерра-Леоне|시에라리온",
    "BZ": "BLZ|Belize|Белиз|벨리즈",
    "PW": "PLW|Palau|Палау|팔라우",
    "CK": "COK|Cook Islands|Острова Кука|쿡 제도",
    "KM": "COM|Comoros|Коморы|코모로",
    "VN": "VNM|Vietnam|Viet Nam|Вьетнам|베트남",
    "SG": "SGP|Singapore|Сингапур|싱가포르",
    "TZ": "TZA|Tanzania|Zanzibar|Танзания|탄자니아",
    "FJ": "FJI|Fiji|Фиджи|피지",
    "KI": "KIR|Kiribati|Кирибати|키리바시",
    "TV": "TUV|Tuvalu|Тувалу|투발루",
    "VC": "VCT|St Vincent and the Grenadines|Сент-Винсент и Гренадины",
    "KN": "KNA|St Kitts and Nevis|Сент-Китс и Невис",
    "BS": "BHS|Bahamas|Багамы|바하마",
    "MT": "MLT|Malta|Мальта|몰타",
    "CY": "CYP|Cyprus|Кипр|키프로스",
    "GA": "GAB|Gabon|Габон|가봉",
    "CM": "CMR|Cameroon|Камерун|카메룬",
}
_ALPHA_2: Final = 2


class Countries:
    """Finds the ISO 3166 alpha-2 code that a text means."""

    def __init__(self, resources: Resources, issuers: Mapping[str, Issuer]) -> None:
        """Read the names that the program ships.

        Raises:
            InputError: they cannot be read.
        """
        self._codes: dict[str, str] = {}
        for mid, issuer in issuers.items():
            self._add(issuer.country, issuer.country, issuer.name, mid)
        for code, words in _OTHERS.items():
            self._add(code, code, *words.split("|"))
        for place in read_gazetteer(resources.geodatum("gazetteer.csv")):
            if place.kind is PlaceKind.COUNTRY:
                names = (place.names.en, place.names.ru, place.names.ko)
                self._add(place.country, place.country, *names, *place.other)

    def code(self, text: str) -> str:
        """The code; empty where the text means no country that is known here."""
        return self._codes.get(fold(text), "")

    def _add(self, code: str, *words: str) -> None:
        if len(code) == _ALPHA_2:
            for word in words:
                self._codes.setdefault(fold(word), code)
