import { expect, test } from 'vitest'
import { HOSTILE } from '../hostile-urls.ts'
import { everything, linked, opened } from './scene.ts'

const WRONG: readonly [string, string, string, string][] = [
  ['/take', 'Send /take 2 (how many)', 'Напишіть /take 2', 'Напишите /take 2'],
  ['/take x', '“x” is not a number from 1 to 2.', '«x» — не число від 1 до 2.', '«x» — не число от 1 до 2.'],
  ['/take -1', '“-1” is not a number', '«-1» — не число', '«-1» — не число'],
  ['/take 0', '“0” is not a number', '«0» — не число', '«0» — не число'],
  ['/take 3', '“3” is not a number', '«3» — не число', '«3» — не число'],
  ['/take 1.5', '“1.5” is not a number', '«1.5» — не число', '«1.5» — не число'],
  ['/take ٣', '“٣” is not a number', '«٣» — не число', '«٣» — не число'],
  ['/take 999999999999', '“999999999999” is not a number', '«999999999999» — не число', '«999999999999» — не число'],
  ['/take #999', 'There is no open task #999.', 'Вільного завдання #999 немає.', 'Свободного задания #999 нет.'],
  ['/take #99999999999', 'There is no open task #99999999999.', 'Вільного завдання', 'Свободного задания'],
  ["/take '; drop table bounty.tasks", 'is not a number', 'не число', 'не число'],
  [
    '/submit 5',
    'A5 is not one of yours. Yours: A1',
    'A5 не серед ваших завдань. Ваші: A1',
    'A5 нет среди ваших заданий. Ваши: A1',
  ],
  ['/submit A2 PyGithub/PyGithub#538', 'A2 is not one of yours. Yours: A1', 'A2 не серед', 'A2 нет среди'],
  [
    '/submit A1 http://github.com/o/r/pull/1',
    'it does not begin with https://',
    'не починається з https://',
    'не начинается с https://',
  ],
  ['/submit A1 https://evil.io/o/r/pull/1', 'it is not on github.com', 'не на github.com', 'не на github.com'],
  ['/submit A1 https://github.com@evil.io/o/r/pull/1', 'a name before the host', 'стоїть ім’я', 'стоит имя'],
  ['/submit A1 https://github.com/o/r/issues/1', 'it is an issue', 'це issue', 'это issue'],
  ['/submit A1 https://github.com/o/r/pull/0', 'not one GitHub uses', 'такого номера', 'такого номера'],
  ['/submit A1 javascript:alert(1)', 'it does not begin with https://', 'не починається', 'не начинается'],
  ['/submit what', 'Format: /submit A42', 'Формат: /submit A42', 'Формат: /submit A42'],
  ['/check', 'Format: /check A42', 'Формат: /check A42', 'Формат: /check A42'],
  ['/check A1', 'no pull request of A1 to check', 'немає pull request', 'нет pull request'],
  ['/check A2', 'A2 is not one of yours', 'A2 не серед', 'A2 нет среди'],
  ['/drop', 'Format: /drop A42', 'Формат: /drop A42', 'Формат: /drop A42'],
  ['/drop A2', 'A2 is not one of yours', 'A2 не серед', 'A2 нет среди'],
  ['/link <b>', '“<b>” cannot be a GitHub login', '«<b>» не може бути', '«<b>» не может быть'],
]

test.each(['en', 'uk', 'ru'] as const)(
  'wrong input gets a helpful answer in %s and changes nothing',
  async (language) => {
    const { world } = await opened({ slots: 2 })
    const ann = await linked(world, 'Ann', 'allevin', language)
    await ann.says('/take #1')
    const ben = await linked(world, 'Ben', 'jacquev6')
    await ben.says('/take #1')
    const before = await everything(world)
    const asked = world.github.requests.length
    for (const [said, ...answers] of WRONG) {
      await ann.says(said)
      ann.sees(answers[['en', 'uk', 'ru'].indexOf(language)] ?? '')
      expect(ann.news, said).toBe(1)
    }
    expect(await everything(world)).toEqual(before)
    expect(world.github.requests).toHaveLength(asked)
    expect(world.logged.filter(({ level }) => level === 'error')).toEqual([])
  },
)

test('no hostile address reaches anybody: each gets an answer, nothing is asked of any host, no row changes', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1')
  const before = await everything(world)
  const asked = world.github.requests.length
  // Telegram itself takes control characters out of what people write.
  for (const [address] of HOSTILE.filter(([text]) => text !== '' && !/[\p{Cc}\p{Cf}]/u.test(text))) {
    await ann.says(address)
    ann.sees('That is not a pull request link')
  }
  expect(HOSTILE.length).toBeGreaterThan(60)
  expect(await everything(world)).toEqual(before)
  expect(world.github.requests).toHaveLength(asked)
  await ann.says('https://github.com/PyGithub/PyGithub/pull/538')
  ann.sees('Paid')
})
