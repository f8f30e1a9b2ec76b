/** The few words the map itself writes, in its three languages. */

import type { EventKind } from "./events/arrays";

export interface Words {
  readonly inferred: string;
  /** A place or a line that no document gives. */
  readonly computed: string;
  readonly schematic: string;
  readonly joined: string;
  /** Stands at each flow: a band is no way that anything took. */
  readonly flow: string;
  readonly calls: string;
  readonly consignments: string;
  readonly uncounted: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly copy: string;
  readonly synthetic: string;
  readonly map: string;
  readonly km: string;
  readonly nm: string;
  /** Tools of the map's corner. */
  readonly back: string;
  readonly forward: string;
  readonly boxZoom: string;
  readonly measure: string;
  readonly style: string;
  readonly language: string;
  readonly overview: string;
  readonly scaleAt: string;
  /** The letter on the north arrow. */
  readonly north: string;
  readonly themes: Readonly<Record<string, string>>;
  readonly measureStart: string;
  readonly measureKeys: string;
  readonly bearing: string;
  readonly backBearing: string;
  readonly lastSegment: string;
  readonly area: string;
  readonly method: string;
  readonly copySegments: string;
  readonly clear: string;
  /** What to do while the window waits for a place. */
  readonly pick: string;
  /** Where more passes than is drawn: before the number, before the bound, and what to do. */
  readonly crowd: {
    readonly voyages: string;
    readonly marks: string;
    readonly hint: string;
  };
  /** Of tracks: a silence of so many hours or days, the unit of speed, the depth a ship lies at. */
  readonly silent: string;
  readonly hours: string;
  readonly days: string;
  readonly knots: string;
  readonly draught: string;
  /** What is doubtful about a report, in the order of its bits. */
  readonly doubts: readonly string[];
  readonly minutes: string;
  /** One event of each kind that is found in AIS reports. */
  readonly events: Readonly<Record<EventKind, string>>;
  /** What is doubtful about a ship or her positions, in the order of EVENT_CHECKS. */
  readonly checks: readonly string[];
  readonly watched: string;
  readonly trackerOff: string;
  /** Drawing an area. */
  readonly areaRectangle: string;
  readonly areaPolygon: string;
  readonly areaShown: string;
  readonly details: string;
  readonly close: string;
}

const ENGLISH: Words = {
  inferred: "inferred",
  computed: "computed",
  schematic: "schematic",
  joined: "positions joined, not a track",
  flow: "flow between ports, not a route",
  calls: "calls:",
  consignments: "consignments:",
  uncounted: "counted in other rows:",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  copy: "Copy the last clicked point (else the centre) as decimal degrees",
  synthetic: "SYNTHETIC DATA",
  map: "Map",
  km: "km",
  nm: "nm",
  back: "Previous view (Alt+←)",
  forward: "Next view (Alt+→)",
  boxZoom: "Zoom to a rectangle (Z)",
  measure: "Measure distances and bearings (M)",
  style: "Style of the map",
  language: "Language of the map",
  overview: "Overview: click or drag to move the map",
  scaleAt: "Scale at the middle of the view,",
  north: "N",
  themes: { light: "Light", dark: "Dark", print: "Print", contrast: "Contrast" },
  measureStart: "Click the first point",
  measureKeys: "Enter ends · ⌫ takes back · Esc clears",
  bearing: "Bearing",
  backBearing: "back",
  lastSegment: "Last",
  area: "Area",
  method: "Geodesics on WGS84, true bearings",
  copySegments: "Copy segments",
  clear: "Clear",
  pick: "Click the place · Enter takes the middle · Esc leaves",
  crowd: {
    voyages: "Voyages that pass:",
    marks: "Marks are drawn for up to",
    hint: "Filter to see them.",
  },
  silent: "silent",
  hours: "h",
  days: "days",
  knots: "kn",
  draught: "draught",
  doubts: ["impossible speed", "on land", "position 0° 0°", "in the future", "second place at this time", "no ship’s MMSI"],
  minutes: "min",
  events: {
    gap: "AIS gap",
    visit: "port visit",
    ais_voyage: "voyage by AIS",
    encounter: "encounter",
    loitering: "loitering",
    sts_candidate: "ship-to-ship candidate",
    identity_doubt: "identity doubt",
    position_doubt: "position doubt",
    missed_call: "missed-call hint",
  },
  checks: [
    "MMSI shared by several ships",
    "IMO number under two MMSI",
    "name changed",
    "call sign changed",
    "size changed",
    "impossible jump",
    "positions on land",
    "frozen position",
    "course against displacement",
    "circle pattern",
  ],
  watched: "watched area",
  trackerOff: "tracker off",
  areaRectangle: "Drag a rectangle · Esc leaves",
  areaPolygon: "Click the corners · Enter or a double click closes · ⌫ takes back · Esc leaves",
  areaShown: "Area of the filter: other views show what has a place inside; drag a corner to change it",
  details: "Details",
  close: "Close",
};

const RUSSIAN: Words = {
  inferred: "предположительно",
  computed: "вычислено",
  schematic: "схематично",
  joined: "точки соединены, это не трек",
  flow: "поток между портами, не маршрут",
  calls: "заходов:",
  consignments: "отправок:",
  uncounted: "учтено в других строках:",
  zoomIn: "Крупнее",
  zoomOut: "Мельче",
  copy: "Копировать последнюю отмеченную точку (иначе центр) в десятичных градусах",
  synthetic: "SYNTHETIC · ВЫМЫШЛЕННЫЕ ДАННЫЕ",
  map: "Карта",
  km: "км",
  nm: "м. мили",
  back: "Предыдущий вид (Alt+←)",
  forward: "Следующий вид (Alt+→)",
  boxZoom: "Увеличить прямоугольник (Z)",
  measure: "Измерить расстояния и азимуты (M)",
  style: "Оформление карты",
  language: "Язык карты",
  overview: "Обзорная карта: щёлкните или тяните, чтобы сдвинуть карту",
  scaleAt: "Масштаб для середины карты,",
  north: "С",
  themes: { light: "Светлая", dark: "Тёмная", print: "Печать", contrast: "Контраст" },
  measureStart: "Укажите первую точку",
  measureKeys: "Enter – конец · ⌫ – шаг назад · Esc – убрать",
  bearing: "Азимут",
  backBearing: "обратный",
  lastSegment: "Последний",
  area: "Площадь",
  method: "Геодезические на WGS84, азимуты истинные",
  copySegments: "Копировать отрезки",
  clear: "Убрать",
  pick: "Щёлкните место · Enter — середина карты · Esc — отмена",
  crowd: {
    voyages: "Рейсов по фильтру:",
    marks: "Значки рисуются, если их не больше",
    hint: "Сузьте фильтр, чтобы их увидеть.",
  },
  silent: "без сигнала",
  hours: "ч",
  days: "сут",
  knots: "уз",
  draught: "осадка",
  doubts: ["невозможная скорость", "на суше", "координаты 0° 0°", "в будущем", "второе место в то же время", "MMSI не судна"],
  minutes: "мин",
  events: {
    gap: "перерыв АИС",
    visit: "стоянка в порту",
    ais_voyage: "рейс по АИС",
    encounter: "встреча",
    loitering: "дрейф",
    sts_candidate: "возможная перевалка борт в борт",
    identity_doubt: "сомнение в судне",
    position_doubt: "сомнение в месте",
    missed_call: "возможный незамеченный заход",
  },
  checks: [
    "один MMSI у нескольких судов",
    "номер ИМО под двумя MMSI",
    "сменилось название",
    "сменился позывной",
    "сменились размеры",
    "невозможный скачок",
    "точки на суше",
    "застывшая точка",
    "курс против перемещения",
    "движение по кругу",
  ],
  watched: "наблюдаемая область",
  trackerOff: "передатчик выключен",
  areaRectangle: "Растяните прямоугольник · Esc — отмена",
  areaPolygon: "Щёлкайте углы · Enter или двойной щелчок — замкнуть · ⌫ — шаг назад · Esc — отмена",
  areaShown: "Область фильтра: другие окна показывают то, что внутри; угол можно перетащить",
  details: "Подробнее",
  close: "Закрыть",
};

const KOREAN: Words = {
  inferred: "추정",
  computed: "계산값",
  schematic: "약도",
  joined: "위치를 이은 선, 항적 아님",
  flow: "항구 간 흐름, 항로 아님",
  calls: "기항:",
  consignments: "탁송:",
  uncounted: "다른 행에 집계됨:",
  zoomIn: "확대",
  zoomOut: "축소",
  copy: "마지막으로 누른 지점(없으면 중심)을 십진 도로 복사",
  synthetic: "SYNTHETIC · 가상 데이터",
  map: "지도",
  km: "km",
  nm: "해리",
  back: "이전 보기 (Alt+←)",
  forward: "다음 보기 (Alt+→)",
  boxZoom: "사각형으로 확대 (Z)",
  measure: "거리와 방위 재기 (M)",
  style: "지도 양식",
  language: "지도 언어",
  overview: "개요 지도: 누르거나 끌어 지도를 옮김",
  scaleAt: "보기 중앙의 축척,",
  north: "북",
  themes: { light: "밝게", dark: "어둡게", print: "인쇄", contrast: "고대비" },
  measureStart: "첫 지점을 누르세요",
  measureKeys: "Enter 끝 · ⌫ 되돌리기 · Esc 지움",
  bearing: "방위",
  backBearing: "역방위",
  lastSegment: "마지막",
  area: "면적",
  method: "WGS84 측지선, 진방위",
  copySegments: "구간 복사",
  clear: "지움",
  pick: "위치를 클릭 · Enter 지도 가운데 · Esc 취소",
  crowd: {
    voyages: "해당 항해:",
    marks: "표시 한도:",
    hint: "보려면 필터로 좁히세요.",
  },
  silent: "신호 없음",
  hours: "시간",
  days: "일",
  knots: "노트",
  draught: "흘수",
  doubts: ["불가능한 속력", "육지 위", "좌표 0° 0°", "미래 시각", "같은 시각의 다른 위치", "선박 MMSI 아님"],
  minutes: "분",
  events: {
    gap: "AIS 공백",
    visit: "항만 방문",
    ais_voyage: "AIS로 본 항해",
    encounter: "조우",
    loitering: "배회",
    sts_candidate: "해상 환적 의심",
    identity_doubt: "선박 식별 의문",
    position_doubt: "위치 의문",
    missed_call: "놓친 기항 가능성",
  },
  checks: [
    "여러 선박이 쓰는 MMSI",
    "두 MMSI의 IMO 번호",
    "선명 변경",
    "호출부호 변경",
    "크기 변경",
    "불가능한 이동",
    "육지 위 위치",
    "멈춘 위치",
    "이동과 다른 침로",
    "원형 항적",
  ],
  watched: "감시 구역",
  trackerOff: "송신기 꺼짐",
  areaRectangle: "사각형을 끌어 그리기 · Esc 취소",
  areaPolygon: "꼭짓점 클릭 · Enter 또는 두 번 클릭으로 닫기 · ⌫ 되돌리기 · Esc 취소",
  areaShown: "필터 영역: 다른 창은 이 안에 있는 것만 보임. 꼭짓점을 끌어 고침",
  details: "자세히",
  close: "닫기",
};

const LANGUAGES: Readonly<Record<string, Words>> = { en: ENGLISH, ru: RUSSIAN, ko: KOREAN };

/** The words of one language. */
export function wordsOf(language: string): Words {
  const words = LANGUAGES[language];
  if (words === undefined) throw new Error(`unknown language ${language}`);
  return words;
}
