import { createSign, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { schemaProblems } from '../../kit.ts'
import { createSimulator, type HandClock, handClock, type Simulator } from '../../simulator.ts'
import { FIRST_SPREADSHEET } from './sheets.ts'

let clock: HandClock
let sim: Simulator
let token: string
beforeEach(async () => {
  clock = handClock()
  sim = await createSimulator({ clock })
  token = (await signIn()).access_token
})
afterEach(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

// biome-ignore lint/suspicious/noExplicitAny: a test reads many shapes
type Any = any
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signs in as a client with the key file does. */
async function signIn(
  claims: object = {},
  key?: string,
  grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer',
): Promise<Any> {
  const account = sim.sheets.serviceAccount()
  const iat = Math.floor(clock.now().getTime() / 1000)
  const scope = 'https://www.googleapis.com/auth/spreadsheets'
  const body = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: account.client_email, scope, aud: account.token_uri, iat, exp: iat + 3600, ...claims })}`
  const signature = createSign('RSA-SHA256')
    .update(body)
    .sign(key ?? account.private_key, 'base64url')
  const form = new URLSearchParams({ grant_type: grant, assertion: `${body}.${signature}` })
  return (await fetch(account.token_uri, { method: 'POST', body: form })).json()
}

async function call(method: string, path: string, body?: unknown, authorization = `Bearer ${token}`): Promise<Any> {
  const response = await fetch(`${sim.url}/sheets/v4/spreadsheets${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return response.json()
}
const BOOK = `/${FIRST_SPREADSHEET}`
const range = (name: string, rest = '') => `${BOOK}/values/${encodeURIComponent(name)}${rest}`
const read = (name: string, query = '') => call('GET', range(name, query))
const write = (name: string, values: unknown, query = '?valueInputOption=RAW') =>
  call('PUT', range(name, query), { values })
const append = (name: string, values: unknown, query = '') =>
  call('POST', range(name, `:append?valueInputOption=RAW${query}`), { values })
const refused = (code: number, status: string, message: string | RegExp) => ({
  error: expect.objectContaining({
    code,
    status,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  }),
})

describe('who may see a spreadsheet', () => {
  test('a service account signs in with the key of its file, for an hour', async () => {
    expect(await signIn()).toEqual({
      access_token: expect.stringMatching(/^ya29\./),
      expires_in: 3599,
      token_type: 'Bearer',
    })
    expect((await call('GET', BOOK)).properties.title).toBe('Simulated spreadsheet')
    await clock.advance(3_600_000)
    expect(await call('GET', BOOK)).toEqual(refused(401, 'UNAUTHENTICATED', /invalid authentication credentials/))
  })

  test.each<[string, () => Promise<Any>, string, string]>([
    [
      'another key',
      () =>
        signIn(
          {},
          generateKeyPairSync('rsa', {
            modulusLength: 2048,
            privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
            publicKeyEncoding: { type: 'spki', format: 'pem' },
          }).privateKey,
        ),
      'invalid_grant',
      'Invalid JWT Signature.',
    ],
    ['another account', () => signIn({ iss: 'me@example.com' }), 'invalid_grant', 'Invalid grant: account not found'],
    [
      'another audience',
      () => signIn({ aud: 'https://example.com' }),
      'invalid_grant',
      'Invalid JWT: Failed audience check.',
    ],
    [
      'two hours',
      () => signIn({ exp: Math.floor(clock.now().getTime() / 1000) + 7200 }),
      'invalid_grant',
      expect.stringContaining('short-lived token (60 minutes)'),
    ],
    ['no scope', () => signIn({ scope: '' }), 'invalid_scope', 'Invalid OAuth scope or ID token audience provided.'],
    [
      'another grant',
      () => signIn({}, undefined, 'password'),
      'unsupported_grant_type',
      'Invalid grant_type: password',
    ],
  ])('%s gets no token', async (_what, act, error, error_description) => {
    expect(await act()).toEqual({ error, error_description })
  })

  test('no token, a made-up one, one that may only read, and a spreadsheet that is not shared', async () => {
    expect(await call('GET', BOOK, undefined, '')).toEqual(refused(403, 'PERMISSION_DENIED', /unregistered callers/))
    expect(await call('GET', BOOK, undefined, 'Bearer guess')).toEqual(refused(401, 'UNAUTHENTICATED', /credentials/))
    const { access_token } = await signIn({ scope: 'https://www.googleapis.com/auth/spreadsheets.readonly' })
    expect((await call('GET', BOOK, undefined, `Bearer ${access_token}`)).spreadsheetId).toBe(FIRST_SPREADSHEET)
    expect(
      await call('PUT', range('A1', '?valueInputOption=RAW'), { values: [[1]] }, `Bearer ${access_token}`),
    ).toEqual(refused(403, 'PERMISSION_DENIED', 'Request had insufficient authentication scopes.'))
    sim.sheets.share(FIRST_SPREADSHEET, false)
    expect(await read('A1')).toEqual(refused(403, 'PERMISSION_DENIED', 'The caller does not have permission'))
    expect(await call('GET', '/none')).toEqual(refused(404, 'NOT_FOUND', 'Requested entity was not found.'))
  })

  test('neither assertion, key nor token is shown on the page', async () => {
    await read('A1')
    const shown = await (await fetch(`${sim.url}/sim/sheets`)).text()
    expect(shown).toContain('simulated@posthouse.iam.gserviceaccount.com')
    for (const secret of [token, 'ya29.', 'PRIVATE KEY', 'assertion', 'eyJ']) expect(shown).not.toContain(secret)
  })
})

describe('values', () => {
  test('what was written is read, without the empty cells at the end', async () => {
    expect(
      await write('Sheet1!B2', [
        ['id', 'score'],
        ['a', 7, '', null],
        [null, true],
      ]),
    ).toEqual({
      spreadsheetId: FIRST_SPREADSHEET,
      updatedRange: 'Sheet1!B2:E4',
      updatedRows: 3,
      updatedColumns: 4,
      updatedCells: 6,
    })
    expect(await read('Sheet1')).toEqual({
      range: 'Sheet1!A1:Z1000',
      majorDimension: 'ROWS',
      values: [[], ['', 'id', 'score'], ['', 'a', '7'], ['', '', 'TRUE']],
    })
    expect((await read('C3:C4', '?valueRenderOption=UNFORMATTED_VALUE')).values).toEqual([[7], [true]])
    expect((await read('B2:C3', '?majorDimension=COLUMNS')).values).toEqual([
      ['id', 'a'],
      ['score', '7'],
    ])
    expect(await read('H1:J9')).toEqual({ range: 'Sheet1!H1:J9', majorDimension: 'ROWS' })
    await write('B2', [[null, 'points']])
    expect(sim.sheets.values('B2:C2')).toEqual([['id', 'points']])
  })

  test.each([
    ['A1', 'Sheet1!A1'],
    ['$B$2', 'Sheet1!B2'],
    ['c3:a1', 'Sheet1!A1:C3'],
    ['A:B', 'Sheet1!A1:B1000'],
    ['2:3', 'Sheet1!A2:Z3'],
    ['A5:A', 'Sheet1!A5:A1000'],
    ['B999:AZ2000', 'Sheet1!B999:Z1000'],
    ["'Sheet1'!A1", 'Sheet1!A1'],
    ["'It''s mine: 50%/2'!A1:B2", "'It''s mine: 50%/2'!A1:B2"],
    ["It's mine: 50%/2", "'It''s mine: 50%/2'!A1:Z1000"],
  ])('the range %s is %s', async (asked, answered) => {
    await call('POST', `${BOOK}:batchUpdate`, {
      requests: [{ addSheet: { properties: { title: "It's mine: 50%/2" } } }],
    })
    expect((await read(asked)).range).toBe(answered)
  })

  test.each([
    'Nowhere!A1',
    'A0',
    'A',
    '5',
    'A1:',
    ':B2',
    'Sheet1!',
    'AAAA1',
    'A1:B2:C3',
    'Sheet1!A1!B2',
    "'Sheet1!A1",
    '1A',
  ])('the range %s cannot be read', async (asked) => {
    expect(await read(asked)).toEqual(refused(400, 'INVALID_ARGUMENT', `Unable to parse range: ${asked}`))
  })

  test('outside the grid, and outside the range that was named, nothing is written', async () => {
    expect(await read('A1001')).toEqual(
      refused(400, 'INVALID_ARGUMENT', 'Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26'),
    )
    expect(await write('A1:B1', [['a', 'b', 'c']])).toEqual(
      refused(
        400,
        'INVALID_ARGUMENT',
        'Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]',
      ),
    )
    expect(await write('A1:B1', [['a'], ['b']])).toEqual(
      refused(400, 'INVALID_ARGUMENT', 'Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]'),
    )
    expect(await write('A1000', [['a'], ['b']])).toEqual(
      refused(
        400,
        'INVALID_ARGUMENT',
        'Requested writing within range [Sheet1!A1000], but tried writing to row [1001]',
      ),
    )
    expect(sim.sheets.values('Sheet1')).toEqual([])
  })

  test('a request that is wrong is told so, and nothing is written', async () => {
    expect(await call('PUT', range('A1'), { values: [[1]] })).toEqual(
      refused(400, 'INVALID_ARGUMENT', "'valueInputOption' is required but not specified"),
    )
    expect(await write('A1', [[1]], '?valueInputOption=TYPED')).toEqual(
      refused(400, 'INVALID_ARGUMENT', /Invalid value at 'value_input_option'.*"TYPED"/),
    )
    expect(await write('A1', ['a'])).toEqual(refused(400, 'INVALID_ARGUMENT', /Invalid value at 'data.values\[0\]'/))
    expect(await write('A1', [['a', { b: 1 }]])).toEqual(
      refused(400, 'INVALID_ARGUMENT', /^Invalid values\[0\]\[1\]: struct_value/),
    )
    expect(await write('A1', [['x'.repeat(50_001)]])).toEqual(
      refused(400, 'INVALID_ARGUMENT', /maximum of 50000 characters/),
    )
    expect(sim.sheets.values('Sheet1')).toEqual([])
  })

  test('what a person would have typed is understood; a formula is text and is never calculated', async () => {
    const typed = [
      '=1+1',
      '+380501112233',
      '007',
      '50%',
      '1,234.5',
      'true',
      "'=1+1",
      '2026-11-21',
      'a',
      '=IMPORTXML("http://x","//a")',
    ]
    await write('A1', [typed], '?valueInputOption=USER_ENTERED')
    expect((await read('A1:J1')).values[0]).toEqual([
      '=1+1',
      '380501112233',
      '7',
      '50%',
      '1,234.5',
      'TRUE',
      '=1+1',
      '2026-11-21',
      'a',
      '=IMPORTXML("http://x","//a")',
    ])
    expect((await read('B1:H1', '?valueRenderOption=UNFORMATTED_VALUE')).values[0]).toEqual([
      380501112233,
      7,
      0.5,
      1234.5,
      true,
      '=1+1',
      46347,
    ])
    await write('A2', [typed], '?valueInputOption=RAW')
    expect((await read('A2:J2')).values[0]).toEqual(typed)
    const page = (await (await fetch(`${sim.url}/sim/sheets`)).json()) as Any
    const [sheet] = page.spreadsheets[0].sheets
    expect(sheet.formulas).toBe(2)
    expect(sheet.rows[0][0]).toEqual({ text: '=1+1', kind: 'formula' })
    expect(sheet.rows[1][0]).toEqual({ text: '=1+1', kind: 'string' })
  })

  test('appending finds the last table, and makes room when it is asked to', async () => {
    expect(await append('Sheet1', [['id', 'name']])).toEqual({
      spreadsheetId: FIRST_SPREADSHEET,
      updates: {
        spreadsheetId: FIRST_SPREADSHEET,
        updatedRange: 'Sheet1!A1:B1',
        updatedRows: 1,
        updatedColumns: 2,
        updatedCells: 2,
      },
    })
    expect(
      await append('Sheet1', [
        ['1', 'Ann'],
        ['2', 'Bob'],
      ]),
    ).toMatchObject({ tableRange: 'Sheet1!A1:B1', updates: { updatedRange: 'Sheet1!A2:B3' } })
    await write('D10', [['total'], ['2']])
    expect(await append('A1', [['3', 'Eve']])).toMatchObject({
      tableRange: 'Sheet1!A1:B3',
      updates: { updatedRange: 'Sheet1!A4:B4' },
    })
    expect(await append('Sheet1', [['x']])).toMatchObject({
      tableRange: 'Sheet1!D10:D11',
      updates: { updatedRange: 'Sheet1!D12' },
    })
    await append('A1', [['4', 'Zoe']], '&insertDataOption=INSERT_ROWS')
    expect(sim.sheets.values('A5:D5')).toEqual([['4', 'Zoe']])
    expect(sim.sheets.values('D11')).toEqual([['total']])
    expect((await append('A1:B1', [['5']], '&includeValuesInResponse=true')).updates.updatedData).toEqual({
      range: 'Sheet1!A6',
      majorDimension: 'ROWS',
      values: [['5']],
    })
  })

  test('appending at the end of the grid makes it longer', async () => {
    await write('A1000', [['last']])
    expect((await append('Sheet1', [['after']])).updates.updatedRange).toBe('Sheet1!A1001')
    expect((await call('GET', BOOK)).sheets[0].properties.gridProperties.rowCount).toBe(1001)
  })

  test('a batch is written as a whole or not at all', async () => {
    const batch = (data: object[]) => call('POST', `${BOOK}/values:batchUpdate`, { valueInputOption: 'RAW', data })
    expect(
      await batch([
        { range: 'A1', values: [['a']] },
        { range: 'Nowhere!A1', values: [['b']] },
      ]),
    ).toEqual(refused(400, 'INVALID_ARGUMENT', 'Invalid data[1]: Unable to parse range: Nowhere!A1'))
    expect(sim.sheets.values('A1')).toEqual([])
    expect(
      await batch([
        { range: 'A1:B1', values: [['a', 'b']] },
        { range: 'A2', values: [['c']] },
      ]),
    ).toMatchObject({
      totalUpdatedRows: 2,
      totalUpdatedCells: 3,
      totalUpdatedSheets: 1,
      responses: [{ updatedRange: 'Sheet1!A1:B1' }, { updatedRange: 'Sheet1!A2' }],
    })
    const got = await call('GET', `${BOOK}/values:batchGet?ranges=A1:B1&ranges=A2`)
    expect(got.valueRanges.map(({ values }: Any) => values)).toEqual([[['a', 'b']], [['c']]])
    expect(await call('POST', range('A1:A1', ':clear'))).toEqual({
      spreadsheetId: FIRST_SPREADSHEET,
      clearedRange: 'Sheet1!A1',
    })
    expect(sim.sheets.values('Sheet1')).toEqual([['', 'b'], ['c']])
    expect((await call('POST', `${BOOK}/values:batchClear`, { ranges: ['A:A', 'B1'] })).clearedRanges).toEqual([
      'Sheet1!A1:A1000',
      'Sheet1!B1',
    ])
    expect(sim.sheets.values('Sheet1')).toEqual([])
  })
})

describe('spreadsheets and their sheets', () => {
  test('a new spreadsheet has a sheet; a partial answer brings only what was asked for', async () => {
    const made = await call('POST', '', {
      properties: { title: 'Export' },
      sheets: [{ properties: { title: 'Sessions', gridProperties: { rowCount: 5, columnCount: 3 } } }],
    })
    expect(made).toMatchObject({
      properties: { title: 'Export' },
      sheets: [
        { properties: { sheetId: 0, title: 'Sessions', index: 0, gridProperties: { rowCount: 5, columnCount: 3 } } },
      ],
    })
    expect(
      await call(
        'GET',
        `/${made.spreadsheetId}?fields=sheets(properties(title,gridProperties/rowCount)),spreadsheetId`,
      ),
    ).toEqual({
      spreadsheetId: made.spreadsheetId,
      sheets: [{ properties: { title: 'Sessions', gridProperties: { rowCount: 5 } } }],
    })
    expect(await call('GET', `/${made.spreadsheetId}?fields=__proto__(polluted)`)).toEqual({})
    expect({}).not.toHaveProperty('polluted')
  })

  test('sheets are added, renamed and removed together or not at all', async () => {
    const change = (...requests: object[]) => call('POST', `${BOOK}:batchUpdate`, { requests })
    const titles = async () => (await call('GET', BOOK)).sheets.map(({ properties }: Any) => properties.title)
    expect(
      await change(
        { addSheet: { properties: { title: 'Log' } } },
        {
          updateSheetProperties: {
            properties: { sheetId: 1, title: 'Journal', gridProperties: { frozenRowCount: 1 } },
            fields: 'title,gridProperties.frozenRowCount',
          },
        },
      ),
    ).toMatchObject({
      replies: [{ addSheet: { properties: { sheetId: 1, title: 'Log', index: 1 } } }, {}],
    })
    expect((await call('GET', BOOK)).sheets[1].properties).toMatchObject({
      title: 'Journal',
      gridProperties: { rowCount: 1000, frozenRowCount: 1 },
    })
    expect(await change({ deleteSheet: { sheetId: 1 } }, { addSheet: { properties: { title: 'Sheet1' } } })).toEqual(
      refused(
        400,
        'INVALID_ARGUMENT',
        'Invalid requests[1].addSheet: A sheet with the name "Sheet1" already exists. Please enter another name.',
      ),
    )
    expect(await titles()).toEqual(['Sheet1', 'Journal'])
    expect(await change({ deleteSheet: { sheetId: 9 } })).toEqual(
      refused(400, 'INVALID_ARGUMENT', 'Invalid requests[0].deleteSheet: No grid with id: 9'),
    )
    expect(await change({ updateSheetProperties: { properties: { title: 'x' } } })).toEqual(
      refused(400, 'INVALID_ARGUMENT', /At least one field must be listed/),
    )
    expect(await change({ repeatCell: {} })).toEqual(refused(501, 'UNIMPLEMENTED', /not simulated/))
    await change({ deleteSheet: { sheetId: 1 } })
    expect(await change({ deleteSheet: { sheetId: 0 } })).toEqual(
      refused(400, 'INVALID_ARGUMENT', /can't remove all the sheets/),
    )
    expect(await change({ appendDimension: { sheetId: 0, dimension: 'ROWS', length: 400_000 } })).toEqual(
      refused(400, 'INVALID_ARGUMENT', /above the limit of 10000000 cells/),
    )
  })
})

describe('what goes wrong', () => {
  test('sixty writes a minute, when the limits of Google are on', async () => {
    sim.sheets.limit(true)
    for (let at = 0; at < 60; at++) await write('A1', [[at]])
    expect(await write('A1', [['too much']])).toEqual(
      refused(
        429,
        'RESOURCE_EXHAUSTED',
        /^Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per user'/,
      ),
    )
    expect((await read('A1')).values).toEqual([['59']])
    await clock.advance(60_001)
    expect((await write('A1', [['later']])).updatedCells).toBe(1)
  })

  test('an append whose answer was lost has happened, so doing it again doubles the row', async () => {
    sim.sheets.fault({ kind: 'drop-before', path: ':append' })
    await expect(append('A1', [['once']])).rejects.toThrow()
    expect(sim.sheets.values('Sheet1')).toEqual([])
    sim.sheets.fault({ kind: 'drop-after', path: ':append' })
    await expect(append('A1', [['once']])).rejects.toThrow()
    await append('A1', [['once']])
    expect(sim.sheets.values('Sheet1')).toEqual([['once'], ['once']])
  })

  test('faults from outside: a quota, no permission, the sign-in, broken answers', async () => {
    const fault = (body: object) =>
      fetch(`${sim.url}/sim/sheets/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    await fault({ kind: '429', times: 2 })
    expect(await write('A1', [[1]])).toEqual(refused(429, 'RESOURCE_EXHAUSTED', /Quota exceeded/))
    expect(((await (await fetch(`${sim.url}/sim/sheets`)).json()) as Any).faults).toEqual([
      { kind: '429', times: 2, left: 1 },
    ])
    await fetch(`${sim.url}/sim/sheets/faults`, { method: 'DELETE' })
    await fault({ kind: '429', retry_after: 3 })
    const busy = await fetch(`${sim.url}/sheets/v4/spreadsheets${BOOK}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect([busy.status, busy.headers.get('retry-after'), ((await busy.json()) as Any).error.message]).toEqual([
      429,
      '3',
      expect.stringContaining("'Read requests per minute per user'"),
    ])
    await fault({ kind: '403' })
    expect(await read('A1')).toEqual(refused(403, 'PERMISSION_DENIED', 'The caller does not have permission'))
    await fault({ kind: '503', path: '/token' })
    expect((await read('A1')).range).toBe('Sheet1!A1')
    expect(await signIn()).toEqual(refused(503, 'UNAVAILABLE', /unavailable/))
    await fault({ kind: 'bad-json' })
    await expect(read('A1')).rejects.toThrow()
    expect((await fault({ kind: 'earthquake' })).status).toBe(400)
  })
})

test('a spreadsheet is still there after a restart; who was signed in signs in again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-sheets-'))
  const stateFile = join(folder, 'state.json')
  await sim.close()
  sim = await createSimulator({ clock, stateFile })
  token = (await signIn()).access_token
  await write('A1', [['kept']])
  await sim.close()
  sim = await createSimulator({ clock, stateFile })
  expect(sim.sheets.values('Sheet1')).toEqual([['kept']])
  expect(await read('A1')).toEqual(refused(401, 'UNAUTHENTICATED', /credentials/))
  const saved = readFileSync(stateFile, 'utf8')
  expect(saved).toContain('kept')
  for (const secret of ['PRIVATE KEY', 'ya29.']) expect(saved).not.toContain(secret)
  rmSync(folder, { recursive: true, force: true })
})
