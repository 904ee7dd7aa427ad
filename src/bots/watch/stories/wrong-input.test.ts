import { expect, test } from 'vitest'
import { hours, LANGUAGES, minutes } from '#platform/bot.ts'
import { lengthIn } from '../commands/mute.ts'
import { begun } from './scene.ts'

const WRONG: readonly [said: string, en: string, uk: string, ru: string][] = [
  [
    '/lock ghost',
    'There is no bot “ghost” here. There are: watch, ferry.',
    'Бота «ghost» тут немає',
    'Бота «ghost» здесь нет',
  ],
  ['/release ghost x', 'There is no bot “ghost”', 'Бота «ghost» тут немає', 'Бота «ghost» здесь нет'],
  ['/release ferry', 'ferry: nothing to release.', 'немає чого знімати', 'снимать нечего'],
  ['/dead ghost', 'There is no bot “ghost”', 'Бота «ghost» тут немає', 'Бота «ghost» здесь нет'],
  ['/errors ghost', 'There is no bot “ghost”', 'Бота «ghost» тут немає', 'Бота «ghost» здесь нет'],
  ['/jobs ghost', 'There is no bot “ghost”', 'Бота «ghost» тут немає', 'Бота «ghost» здесь нет'],
  ['/webhook ghost', 'There is no bot “ghost”', 'Бота «ghost» тут немає', 'Бота «ghost» здесь нет'],
  ['/runbook ghost', 'There is no bot “ghost”', 'Бота «ghost» тут немає', 'Бота «ghost» здесь нет'],
  ['/drop ghost x', 'There is no bot “ghost”', 'Бота «ghost» тут немає', 'Бота «ghost» здесь нет'],
  [`/drop ferry ${'x'.repeat(501)}`, 'at most 500 characters', 'щонайбільше 500', 'самое большее 500'],
  ['/mute forever', 'Write how long', 'Напишіть, на скільки', 'Напишите, на сколько'],
  ['/mute 31d', '30 days at most', 'щонайбільше 30 днів', 'самое большее 30 дней'],
  ['/mute 0m', 'Write how long', 'Напишіть, на скільки', 'Напишите, на сколько'],
  ['/pin please', 'Write /pin, or /pin off.', 'Напишіть /pin', 'Напишите /pin'],
  [
    '/lock <b>__x__</b>',
    'There is no bot “<b>__x__</b>”',
    'Бота «<b>__x__</b>» тут немає',
    'Бота «<b>__x__</b>» здесь нет',
  ],
]

test.each(LANGUAGES)('wrong input is answered with what to do, in %s', async (language) => {
  const { world } = await begun()
  const zoe = world.person('Zoe', { superadmin: true, language })
  for (const [said, ...answers] of WRONG) {
    await zoe.says(said)
    zoe.sees(answers[LANGUAGES.indexOf(language)]!)
  }
})

test.each(LANGUAGES)('every screen can be opened in %s', async (language) => {
  const { world } = await begun()
  const zoe = world.person('Zoe', { superadmin: true, language })
  for (const command of [
    'start',
    'help',
    'status',
    'pin',
    'lock ferry',
    'dead',
    'errors',
    'jobs',
    'webhook ferry',
    'runbook ferry',
    'mute',
    'drop',
  ]) {
    await zoe.says(`/${command}`)
    expect(zoe.news, command).toBeGreaterThan(0)
    expect(zoe.screen().join('\n'), command).not.toMatch(/undefined|\[object|NaN/)
  }
})

test('lengths of time are read as people write them', () => {
  expect(['30m', '1h', '2h30m', '1d', '1d12h'].map(lengthIn)).toEqual([
    minutes(30),
    hours(1),
    minutes(150),
    hours(24),
    hours(36),
  ])
  expect(['', 'h', '1', '1h1h', '-1h', '31d', '0m', '1 h', '99999999m'].map(lengthIn)).toEqual(Array(9).fill(undefined))
})
