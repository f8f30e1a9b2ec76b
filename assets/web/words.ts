/** The few words the map itself writes, in its three languages. */

export interface Words {
  readonly inferred: string;
  /** A place or a line that no document gives. */
  readonly computed: string;
  readonly schematic: string;
  readonly joined: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly copy: string;
  readonly synthetic: string;
  readonly map: string;
  readonly km: string;
  readonly nm: string;
}

const ENGLISH: Words = {
  inferred: "inferred",
  computed: "computed",
  schematic: "schematic",
  joined: "positions joined, not a track",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  copy: "Copy the last clicked point (else the centre) as decimal degrees",
  synthetic: "SYNTHETIC DATA",
  map: "Map",
  km: "km",
  nm: "nm",
};

const RUSSIAN: Words = {
  inferred: "предположительно",
  computed: "вычислено",
  schematic: "схематично",
  joined: "точки соединены, это не трек",
  zoomIn: "Крупнее",
  zoomOut: "Мельче",
  copy: "Копировать последнюю отмеченную точку (иначе центр) в десятичных градусах",
  synthetic: "SYNTHETIC · ВЫМЫШЛЕННЫЕ ДАННЫЕ",
  map: "Карта",
  km: "км",
  nm: "м. мили",
};

const KOREAN: Words = {
  inferred: "추정",
  computed: "계산값",
  schematic: "약도",
  joined: "위치를 이은 선, 항적 아님",
  zoomIn: "확대",
  zoomOut: "축소",
  copy: "마지막으로 누른 지점(없으면 중심)을 십진 도로 복사",
  synthetic: "SYNTHETIC · 가상 데이터",
  map: "지도",
  km: "km",
  nm: "해리",
};

const LANGUAGES: Readonly<Record<string, Words>> = { en: ENGLISH, ru: RUSSIAN, ko: KOREAN };

/** The words of one language. */
export function wordsOf(language: string): Words {
  const words = LANGUAGES[language];
  if (words === undefined) throw new Error(`unknown language ${language}`);
  return words;
}
