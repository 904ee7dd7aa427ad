import { Refused } from './errors.ts'

export type Operation =
  | { name: 'create'; spreadsheet?: undefined; range?: undefined }
  | {
      name:
        | 'get'
        | 'batchUpdate'
        | 'values.get'
        | 'values.batchGet'
        | 'values.update'
        | 'values.batchUpdate'
        | 'values.append'
        | 'values.clear'
        | 'values.batchClear'
      spreadsheet: string
      range?: string
    }

const READING = ['get', 'values.get', 'values.batchGet']
export const isWriting = ({ name }: Operation) => !READING.includes(name)

const ROADS = [
  ['POST', /^\/v4\/spreadsheets$/, 'create'],
  ['GET', /^\/v4\/spreadsheets\/(?<spreadsheet>[^/:]+)$/, 'get'],
  ['POST', /^\/v4\/spreadsheets\/(?<spreadsheet>[^/:]+):batchUpdate$/, 'batchUpdate'],
  ['GET', /^\/v4\/spreadsheets\/(?<spreadsheet>[^/:]+)\/values:batchGet$/, 'values.batchGet'],
  ['POST', /^\/v4\/spreadsheets\/(?<spreadsheet>[^/:]+)\/values:batchUpdate$/, 'values.batchUpdate'],
  ['POST', /^\/v4\/spreadsheets\/(?<spreadsheet>[^/:]+)\/values:batchClear$/, 'values.batchClear'],
  ['POST', /^\/v4\/spreadsheets\/(?<spreadsheet>[^/:]+)\/values\/(?<range>.+):append$/, 'values.append'],
  ['POST', /^\/v4\/spreadsheets\/(?<spreadsheet>[^/:]+)\/values\/(?<range>.+):clear$/, 'values.clear'],
  ['GET', /^\/v4\/spreadsheets\/(?<spreadsheet>[^/:]+)\/values\/(?<range>.+)$/, 'values.get'],
  ['PUT', /^\/v4\/spreadsheets\/(?<spreadsheet>[^/:]+)\/values\/(?<range>.+)$/, 'values.update'],
] as const

/** Which method of the API a request is. Ranges may hold colons, slashes and percent signs. */
export function readOperation(method: string, path: string): Operation {
  for (const [wanted, road, name] of ROADS) {
    const groups = wanted === method ? road.exec(path)?.groups : undefined
    if (groups || (name === 'create' && wanted === method && road.test(path)))
      return { name, ...decoded(groups ?? {}) } as Operation
  }
  throw new Refused(404, 'The requested URL was not found on this server, or this stand-in does not simulate it.')
}

function decoded(groups: Record<string, string>) {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]))
  } catch {
    throw new Refused(400, 'Invalid URL escape.')
  }
}
