import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bot } from '#platform/bot.ts'
import { configure, readEnvironment } from './config.ts'

const ferry = bot({ name: 'ferry', commands: {} })
const inn = bot({ name: 'inn', commands: {} })
const TOKEN = (id: number) => `${id}:${'A'.repeat(35)}`
const data = { POSTHOUSE_DATA: mkdtempSync(join(tmpdir(), 'posthouse-config-')) }
const configured = (environment: Record<string, string>) => configure({ ...data, ...environment }, [ferry, inn])
const problems = (environment: Record<string, string>) => {
  try {
    configured(environment)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

test('with no token every bot runs in the simulator', () => {
  const config = configured({})
  expect(config.simulated).toBe(true)
  expect(config.chosen.map(({ bot }) => bot.name)).toEqual(['ferry', 'inn'])
})

test('bots with a token run; override goes before dev, dev before the plain name', () => {
  const tokens = (environment: Record<string, string>) => configured(environment).chosen.map(({ token }) => token)
  expect(tokens({ FERRY_TOKEN: TOKEN(1), FERRY_TOKEN_DEV: TOKEN(2) })).toEqual([TOKEN(2)])
  expect(tokens({ FERRY_TOKEN: TOKEN(1), FERRY_TOKEN_DEV: TOKEN(2), FERRY_TOKEN_OVERRIDE: TOKEN(3) })).toEqual([
    TOKEN(3),
  ])
  expect(tokens({ FERRY_TOKEN: ` "${TOKEN(1)}"\r` })).toEqual([TOKEN(1)])
  expect(tokens({ POSTHOUSE_BOTS: 'inn', BOT_TOKEN: TOKEN(4) })).toEqual([TOKEN(4)])
  expect(problems({ BOT_TOKEN: TOKEN(4) })).toContain('BOT_TOKEN: whose token is that?')
  expect(tokens({ BOT_TOKEN: TOKEN(4), FERRY_TOKEN: TOKEN(1) })).toEqual([TOKEN(1)])
})

test('a production token is used in production only', () => {
  const secret = { WEBHOOK_SECRET: 'x'.repeat(32) }
  expect(
    configured({ ...secret, ENVIRONMENT: 'production', FERRY_TOKEN_PROD: TOKEN(9), FERRY_TOKEN_DEV: TOKEN(2) })
      .chosen[0]?.token,
  ).toBe(TOKEN(9))
  expect(configured({ FERRY_TOKEN_PROD: TOKEN(9) }).simulated).toBe(true)
  expect(problems({ FERRY_TOKEN_PROD: TOKEN(9), FERRY_TOKEN: TOKEN(9) })).toContain(
    'FERRY_TOKEN: that is the production bot',
  )
  const both = { FERRY_TOKEN_PROD: TOKEN(9), FERRY_TOKEN_OVERRIDE: TOKEN(9) }
  expect(problems(both)).toContain('FERRY_TOKEN_OVERRIDE: that is the production bot')
  expect(configured({ ...both, ALLOW_PROD_TOKEN: '1' }).chosen[0]?.token).toBe(TOKEN(9))
  expect(problems({ FERRY_TOKEN_PROD: TOKEN(9), FERRY_TOKEN: TOKEN(9), ALLOW_PROD_TOKEN: '1' })).toContain(
    'FERRY_TOKEN: that is the production bot',
  )
  expect(problems({ ENVIRONMENT: 'production' })).toContain('FERRY_TOKEN_PROD: no bot has a token')
})

test('what a bot says of its settings together ends the start, with a line for each', () => {
  const picky = bot({
    name: 'ferry',
    commands: {},
    check: (_, environment) =>
      environment === 'production' ? ['FERRY_KEY is needed.', 'FERRY_URL must be safe.'] : [],
  })
  const start = (environment: Record<string, string>) => () =>
    configure({ ...data, FERRY_TOKEN: TOKEN(1), ...environment }, [picky])
  expect(start({ ENVIRONMENT: 'production' })).toThrow(
    'The configuration is not usable:\n  FERRY_KEY is needed.\n  FERRY_URL must be safe.',
  )
  expect(start({ ENVIRONMENT: 'staging' })).not.toThrow()
})

test('everything that is wrong is named at once, and no secret is repeated', () => {
  const message = problems({
    PORT: '70000',
    WEBHOOK_ENABLED: 'maybe',
    DATABASE_URL: 'mysql://root:hunter2secret@db',
    FERRY_TOKEN: 'nonsense-token',
    POSTHOUSE_BOTS: 'ferry,ghost',
    SUPERADMIN_IDS: 'ann',
  })
  for (const name of ['PORT', 'WEBHOOK_ENABLED', 'DATABASE_URL', 'FERRY_TOKEN', 'POSTHOUSE_BOTS', 'SUPERADMIN_IDS'])
    expect(message).toContain(`${name}:`)
  expect(message).not.toContain('hunter2secret')
  expect(message).not.toContain('nonsense-token')
  expect(problems({ WEBHOOK_ENABLED: 'true' })).toContain('WEBHOOK_BASE_URL')
})

test('who is told of incidents outside has to be able to know who speaks, and is not told in the open', () => {
  const secret = 'a-secret-nobody-else-knows'
  expect(problems({ ALERT_WEBHOOK_URL: 'https://alerts.example.org/hook' })).toContain(
    'ALERT_WEBHOOK_SECRET: needed with ALERT_WEBHOOK_URL',
  )
  expect(problems({ ALERT_WEBHOOK_URL: 'https://alerts.example.org/hook', ALERT_WEBHOOK_SECRET: 'short' })).toMatch(
    /ALERT_WEBHOOK_SECRET: write 16 or more/,
  )
  const production = { ENVIRONMENT: 'production', FERRY_TOKEN: TOKEN(1), ALERT_WEBHOOK_SECRET: secret }
  const open = problems({
    ...production,
    ALERT_WEBHOOK_URL: 'http://alerts.example.org/hook-path',
    DEADMAN_PING_URL: 'http://ping.example.org/our-id',
  })
  expect(open).toMatch(/ALERT_WEBHOOK_URL: .*https/)
  expect(open).toMatch(/DEADMAN_PING_URL: .*https/)
  expect(open).not.toMatch(/hook-path|our-id/)
  const config = configured({
    ...production,
    ALERT_WEBHOOK_URL: 'http://localhost:9/hook',
    DEADMAN_PING_URL: 'https://p.example.org/our-id',
  })
  expect(config.secrets).toEqual(expect.arrayContaining([secret, 'https://p.example.org/our-id']))
})

test('one bot speaks for the house', () => {
  const both = [ferry, inn].map((one) => ({ ...one, announces: true as const }))
  expect(() => configure({ ...data }, both)).toThrow('POSTHOUSE_BOTS: ferry and inn both speak for the house')
  expect(configure({ ...data, POSTHOUSE_BOTS: 'inn' }, both).chosen).toHaveLength(1)
})

test('.env is read under the real environment, whatever editor wrote it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-env-'))
  writeFileSync(join(folder, '.env'), '\uFEFFPOSTHOUSE_TEST_WORD="from the file"\r\nPATH=/nowhere\r\n')
  const environment = readEnvironment(folder)
  expect(environment.POSTHOUSE_TEST_WORD).toBe('from the file')
  expect(environment.PATH).toBe(process.env.PATH)
})
