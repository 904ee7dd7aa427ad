import { LANGUAGES, type Language, type Phrase } from '#platform/bot.ts'

/** ISO 3166-1 alpha-2, as assigned. */
const CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  )
const ALL: ReadonlySet<string> = new Set(CODES)

export const isCountry = (code: string): boolean => ALL.has(code)

const namesIn = (language: Language, style: 'long' | 'short') =>
  new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' })

/** The country as its reader calls it. */
export const countryName = (code: string): Phrase => ({
  in: (language) => ({ text: namesIn(language, 'long').of(code) ?? code, entities: [] }),
})

let names: ReadonlyMap<string, string> | undefined

/** Every name of every country in the languages we speak, and the code that it means. */
function known(): ReadonlyMap<string, string> {
  if (names) return names
  const found = new Map<string, string>()
  for (const language of LANGUAGES) {
    for (const style of ['short', 'long'] as const) {
      const list = namesIn(language, style)
      for (const code of CODES) found.set(plain(list.of(code) ?? code), code)
    }
  }
  for (const code of CODES) found.set(plain(code), code)
  names = found
  return found
}

const plain = (text: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim()

/** `UA`, `Ukraine`, `Україна` → `UA`; undefined for anything else. */
export const parseCountry = (text: string): string | undefined => known().get(plain(text))

/** Countries whose name has a word that begins like this, when they are few. */
export function countriesLike(text: string, most: number): string[] {
  const words = plain(text)
  if (words.length < 3) return []
  const found = [...known()].filter(([name]) => ` ${name}`.includes(` ${words}`)).map(([, code]) => code)
  const codes = [...new Set(found)]
  return codes.length > most ? [] : codes
}
