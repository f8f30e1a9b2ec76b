"""What columns are called: by people in English, Russian and Korean, and by the services that they copy from.

The services' own headers were read in their documentation and exports: Global Fishing Watch (`ssvid`,
`shipname`, `callsign`, `lengthM`, `tonnageGt`), MarineTraffic (`TIMESTAMP`, `MOVE_TYPE`, `LOAD_STATUS`,
`Ata/Atd`, `Port Call Type`), Equasis (`Name of ship`, `Year of build`, `Gross tonnage`), OpenSanctions
(`caption`, `imo`, `mmsi`, `flag`, `url`), exactEarth as AISdb keeps it (`Vessel_Name`, `Call_sign`).

Words are compared without case, accents, signs and what stands in brackets; the first are the likeliest.
"""

from typing import Final

# Field of any target → what columns are called that say it, apart by commas: English, then Russian, Korean.
_WORDS: Final = {
    "key": (
        "key, id, row id, record id, uid, uuid, event id, case id, no, number, nr, #, "
        "№, номер, ид, код, "
        "번호, 순번, 아이디, 연번"
    ),
    "source": (
        "source, sources, url, link, reference, ref, citation, document, source url, "
        "источник, источники, ссылка, документ, "
        "출처, 근거, 링크, 자료"
    ),
    "summary": (
        "note, notes, remark, remarks, comment, comments, description, details, summary, what, text, "
        "event, activity description, "
        "примечание, примечания, комментарий, описание, заметка, краткое описание, содержание, "
        "비고, 메모, 설명, 참고, 요약, 내용"
    ),
    "note": (
        "note, notes, remark, remarks, comment, comments, description, details, "
        "примечание, примечания, комментарий, описание, заметка, "
        "비고, 메모, 설명, 참고"
    ),
    "vessel": (
        "vessel, vessel name, ship, ship name, shipname, name, name of ship, tanker, caption, vesselname, "
        "vsl, vsl name, name vessel, ship s name, vessel s name, vessel names, buque, nave, navire, "
        "судно, название судна, имя судна, наименование судна, танкер, корабль, название, наименование, "
        "선박, 선박명, 선명, 배, 배 이름, 유조선, 선박 이름, 이름"
    ),
    "imo": (
        "imo, imo number, imo no, imo nr, imonumber, imo num, imo code, lr imo, imo ship no, "
        "имо, номер имо, имо номер, номер imo, "
        "imo 번호, imo번호, 국제해사기구 번호"
    ),
    "mmsi": (
        "mmsi, ssvid, mmsi number, mmsi no, user id, userid, source mmsi, "
        "ммси, номер mmsi, "
        "mmsi 번호, mmsi번호, 해상이동업무식별번호"
    ),
    "call_sign": ("call sign, callsign, callsgn, radio call sign, ircs, cs, позывной, 호출부호, 콜사인"),
    "flag": (
        "flag, flag state, flag name, flag country, country, registry, nationality, bandera, pavillon, "
        "флаг, страна флага, государство флага, страна, "
        "국적, 기국, 선적, 국기"
    ),
    "time": (
        "time, timestamp, date, datetime, date time, when, day, seen, observed, utc, t, date utc, time "
        "utc, timestamp utc, base date time, position received, recorded, dt, event date, observation "
        "date, image date, acquisition date, sighting date, last seen, fecha, hora, "
        "дата, время, дата и время, дата время, дата наблюдения, дата снимка, когда, "
        "날짜, 일자, 일시, 시간, 시각, 관측일, 촬영일, 관측일시"
    ),
    "time_start": (
        "start, from, begin, start time, start date, time start, date from, from date, since, start utc, "
        "first seen, first day, arrived, arrival, ata, entry, arrival time, "
        "начало, с, дата начала, от, прибытие, приход, дата прихода, дата прибытия, "
        "시작, 시작일, 부터, 입항, 입항일, 입항일시, 도착"
    ),
    "time_end": (
        "end, to, until, end time, end date, time end, date to, to date, end utc, last seen, departed, "
        "departure, atd, exit, departure time, last day, "
        "конец, по, дата окончания, до, отход, убытие, дата отхода, дата убытия, "
        "종료, 종료일, 까지, 출항, 출항일, 출항일시, 출발"
    ),
    "departure": (
        "departure, departed, departure time, departure date, date of departure, atd, sailed, sailing "
        "date, loading date, loaded, bl date, b l date, etd, left, "
        "отход, дата отхода, отправление, дата отправления, выход, дата погрузки, убытие, "
        "출항, 출항일, 출발, 출발일, 선적일, 출항일시"
    ),
    "arrival": (
        "arrival, arrived, arrival time, arrival date, date of arrival, ata, eta, discharge date, "
        "unloading date, delivered, "
        "прибытие, дата прибытия, приход, дата прихода, дата выгрузки, "
        "입항, 입항일, 도착, 도착일, 하역일, 입항일시"
    ),
    "from_port": (
        "from, from port, loading port, load port, port of loading, pol, origin, origin port, departure "
        "port, port of departure, last port, previous port, loaded at, load at, export port, "
        "порт погрузки, порт отправления, порт отхода, откуда, порт выхода, пункт отправления, "
        "선적항, 출발항, 출항지, 적재항, 출발지"
    ),
    "to_port": (
        "to, to port, discharge port, port of discharge, pod, destination, destination port, arrival "
        "port, port of arrival, next port, unloading port, discharged at, delivered to, import port, "
        "порт выгрузки, порт назначения, порт прибытия, куда, пункт назначения, "
        "하역항, 도착항, 양하항, 목적항, 목적지, 도착지"
    ),
    "port": (
        "port, port name, port of call, call port, harbour, harbor, terminal, location, place, current "
        "port, unlocode, locode, port code, portname, port visit name, "
        "порт, порт захода, порт стоянки, гавань, терминал, место, "
        "항구, 항만, 기항지, 항, 부두, 장소"
    ),
    "activity": (
        "activity, call type, port call type, move type, operation, purpose of call, call purpose, "
        "операция, вид захода, цель захода, "
        "작업, 활동, 입출항 구분"
    ),
    "product": (
        "product, cargo type, commodity, goods, oil product, fuel, grade, cargo description, "
        "продукт, товар, вид груза, нефтепродукт, топливо, наименование груза, груз, "
        "품목, 제품, 유종, 화물, 화물 종류, 유류"
    ),
    "cargo": (
        "cargo, volume, quantity, cargo volume, barrels, bbl, tonnes, tons, amount, cargo tonnes, cargo "
        "bbl, volume bbl, shipment volume, mt, metric tons, quantity t, quantity bbl, "
        "объем, количество, объем груза, баррели, тонны, тонн, вес, масса груза, "
        "물량, 수량, 적재량, 화물량, 배럴, 톤, 유류량"
    ),
    "cargo_low": ("cargo low, cargo min, volume low, volume min, minimum, минимум, 최소"),
    "cargo_high": ("cargo high, cargo max, volume high, volume max, maximum, максимум, 최대"),
    "quantity": (
        "quantity, volume, tonnes, tons, weight, mass, amount, mt, net weight, netto, cargo, "
        "количество, объем, тонны, тонн, вес, масса, нетто, вес нетто, "
        "물량, 수량, 톤, 중량, 무게"
    ),
    "quantity_low": ("quantity low, quantity min, минимум, 최소"),
    "quantity_high": ("quantity high, quantity max, максимум, 최대"),
    "tracker": (
        "tracker, ais, ais status, ais state, transponder, ais on, ais off, dark, ais transmitter, "
        "аис, транспондер, состояние аис, "
        "ais 상태, 위치발신, ais 신호"
    ),
    "riding": (
        "riding, laden, load status, loaded, laden ballast, loading condition, load condition, laden or "
        "ballast, load state, condition, "
        "загрузка, осадка в грузу, груженый, в грузу, состояние, "
        "적재, 적재 상태, 흘수 상태, 만재"
    ),
    "draught": (
        "draught, draft, reported draught, current draught, draught m, draught reported, calado, "
        "осадка, осадка м, "
        "흘수, 흘수 m"
    ),
    "how_known": ("how known, evidence type, observation type, kind of evidence, тип данных, 근거 종류"),
    "position": (
        "position, coordinates, coords, coordinate, lat lon, latlon, lat long, gps, mgrs, "
        "координаты, позиция, местоположение, "
        "좌표, 위치, 위치 좌표"
    ),
    "lon": (
        "lon, long, longitude, lng, x, lon dd, longitude degrees, decimal longitude, lond, geometry lon, "
        "longitud, start longitude, detect lon, center lon, "
        "долгота, долг, "
        "경도"
    ),
    "lat": (
        "lat, latitude, y, lat dd, latitude degrees, decimal latitude, latd, geometry lat, latitud, start "
        "latitude, detect lat, center lat, "
        "широта, шир, "
        "위도"
    ),
    "place": (
        "place, location, area, where, site, region, place name, area name, at, "
        "место, район, где, местность, "
        "장소, 위치 설명, 해역, 지점, 위치"
    ),
    "accuracy": (
        "accuracy, accuracy km, radius, uncertainty, error, precision km, position accuracy, "
        "точность, погрешность, радиус, "
        "정확도, 오차, 반경"
    ),
    "sensor": (
        "sensor, satellite, instrument, imagery, image type, platform, seen by, imagery source, "
        "датчик, сенсор, спутник, тип снимка, "
        "센서, 위성, 영상 종류"
    ),
    "dwt": (
        "dwt, deadweight, dead weight, dwt t, deadweight tonnage, summer dwt, deadweight t, capacity dwt, "
        "дедвейт, дедвейт т, "
        "재화중량, 재화중량톤수, 재화중량톤"
    ),
    "gross_tonnage": (
        "gross tonnage, gt, grt, gross, tonnage gt, tonnagegt, gross tons, tonnage, "
        "валовая вместимость, брт, "
        "총톤수, 총톤"
    ),
    "built": (
        "built, year built, year of build, build year, yob, year, built year, date of build, "
        "год постройки, построен, постройка, "
        "건조년도, 건조, 건조연도, 선령"
    ),
    "owner": (
        "owner, registered owner, ship owner, shipowner, manager, operator, beneficial owner, company, "
        "owner name, ship manager, ism manager, commercial manager, "
        "владелец, собственник, судовладелец, оператор, "
        "선주, 소유자, 선사, 운영사"
    ),
    "length": (
        "length, loa, length m, lengthm, length overall, ship length, vessel length, "
        "длина, длина м, "
        "전장, 길이, 선장"
    ),
    "beam": ("beam, breadth, width, width m, beam m, ширина, ширина м, 선폭, 폭"),
    "draught_max": (
        "max draught, maximum draught, summer draught, summer draft, draught max, max draft, scantling "
        "draught, "
        "максимальная осадка, осадка по летнюю марку, "
        "최대 흘수, 하기 만재흘수"
    ),
    "capacity": (
        "capacity, tank capacity, cargo capacity, capacity m3, cubic capacity, liquid capacity, volume "
        "m3, "
        "вместимость, вместимость танков, емкость, "
        "용적, 탱크 용량, 용량"
    ),
    "known_from": ("known from, first day, valid from, name since, since, с даты, 부터"),
    "known_to": ("known to, last day, valid to, name until, until, по дату, 까지"),
    "shipper": (
        "shipper, consignor, exporter, sender, seller, from company, supplier, "
        "грузоотправитель, отправитель, экспортер, продавец, поставщик, "
        "송하인, 발송인, 수출자, 판매자"
    ),
    "consignee": (
        "consignee, importer, receiver, recipient, buyer, to company, "
        "грузополучатель, получатель, импортер, покупатель, "
        "수하인, 수취인, 수입자, 구매자"
    ),
    "from_station": (
        "from station, departure station, origin station, station of departure, loading station, from, "
        "origin, "
        "станция отправления, ст отправления, станция погрузки, "
        "출발역, 발역"
    ),
    "to_station": (
        "to station, arrival station, destination station, station of arrival, to, destination, "
        "станция назначения, ст назначения, станция прибытия, "
        "도착역, 착역"
    ),
    "wagons": (
        "wagons, wagon count, number of wagons, cars, rail cars, tank cars, tank wagons, railcars, "
        "вагоны, вагонов, количество вагонов, число вагонов, цистерн, цистерны, "
        "화차, 화차 수, 차량 수"
    ),
    "payer": (
        "payer, paid by, from account, sender, debtor, remitter, ordering party, originator, "
        "плательщик, отправитель платежа, "
        "송금인, 지급인, 보낸 사람"
    ),
    "payee": (
        "payee, paid to, to account, receiver, recipient, beneficiary, creditor, "
        "получатель, получатель платежа, бенефициар, "
        "수취인, 수령인, 받는 사람"
    ),
    "amount": (
        "amount, sum, value, payment, total, amount usd, amount rub, transaction amount, "
        "сумма, сумма платежа, размер, "
        "금액, 액수, 송금액"
    ),
    "currency": ("currency, ccy, curr, currency code, валюта, код валюты, 통화, 화폐"),
    "qualifier": ("qualifier, about, approximately, wording, оценка, 수식어"),
    "purpose": (
        "purpose, payment purpose, purpose of payment, reason, details, reference, description, "
        "назначение, назначение платежа, цель, "
        "목적, 용도, 적요"
    ),
    "claimant": (
        "claimant, claimed by, said by, who, stated by, author, organisation, organization, "
        "кто заявил, заявитель, автор, "
        "주장자, 발표자, 기관"
    ),
    "measure": ("measure, what is counted, metric, показатель, 지표"),
    "figure": (
        "figure, value, number, claimed figure, estimate, amount, count, claim, "
        "число, значение, оценка, "
        "수치, 값, 추정치"
    ),
    "figure_low": ("low, lower, min, minimum, from, минимум, 최소, 하한"),
    "figure_high": ("high, upper, max, maximum, to, максимум, 최대, 상한"),
    "mode": ("mode, transport, by, sea or rail, transport mode, вид транспорта, 운송 수단, 운송방식"),
    "what": ("what, thing, subject, item, description, что, предмет, 대상, 내용"),
    "visibility": (
        "visibility, visible, clear, usable, image usable, could be seen, quality, "
        "видимость, видно, "
        "가시성, 관측 가능, 가시"
    ),
    "cloud_share": (
        "cloud, clouds, cloud cover, cloud share, cloudcover, cloud percent, cloud cover percentage, "
        "облачность, облака, "
        "구름, 운량"
    ),
    "text": (
        "note, notes, remark, remarks, comment, comments, description, details, text, summary, what, "
        "примечание, примечания, комментарий, описание, заметка, текст, "
        "비고, 메모, 설명, 참고, 내용"
    ),
    "speed": (
        "speed, sog, speed over ground, speed kn, speed knots, velocity, скорость, 속력, 속도, 대지속력"
    ),
    "course": ("course, cog, course over ground, курс, путевой угол, 침로, 대지침로, 진로"),
    "heading": ("heading, hdg, true heading, trueheading, курс истинный, истинный курс, 선수방위, 선수"),
    "nav_status": (
        "status, nav status, navstat, navigational status, navigation status, navstatus, "
        "навигационный статус, "
        "항해 상태, 항해상태"
    ),
    "ship_type": (
        "ship type, vessel type, type, vesseltype, shiptype, type of ship, ais type, "
        "тип судна, тип, "
        "선종, 선박 종류, 선박종류"
    ),
    "destination": ("destination, dest, reported destination, назначение, порт назначения, 목적지, 행선지"),
}
NAMES: Final = {field: tuple(words.split(", ")) for field, words in _WORDS.items()}

# Words in brackets or after a name that are units, and the unit as readers of numbers know it.
_UNIT_WORDS: Final = {
    "bbl": "bbl, bbls, barrels, барр, баррелей, 배럴",
    "t": "t, mt, tonnes, tons, т, тонн, 톤, dwt",
    "kg": "kg, кг",
    "m3": "m3, m³, м3, м³",
    "m": "m, м",
    "ft": "ft",
    "km": "km, км",
    "nm": "nm",
    "kn": "kn, kt, kts, knots, уз, узлы",
    "km/h": "km/h",
    "m/s": "m/s",
    "USD": "usd",
    "RUB": "rub",
    "CNY": "cny",
    "KRW": "krw",
    "EUR": "eur",
    "%": "%",
}
UNITS: Final = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split(", ")}
