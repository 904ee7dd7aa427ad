import { expect, test } from 'vitest'
import { rowsOf } from '#testing/raw.ts'
import { type Citizen, draft, linked, opened } from './scene.ts'

test('fifty people want the last slot; one gets it, the others hear who was faster', async () => {
  const { world } = await opened()
  const people: Citizen[] = []
  for (let n = 0; n < 50; n += 1) people.push(world.person(`P${n}`))
  await Promise.all(people.map((person) => person.says('/start')))
  await world.database.query(
    `insert into bounty.github_accounts (person_id, github_id, login, linked_at, github_created_at)
     select id, 1000 + id, 'user-' || id, $1, timestamptz '2012-01-01' from posthouse.people`,
    [world.now],
  )
  await Promise.all(people.map((person) => person.says('/take #1')))
  const screens = people.map((person) => person.screen().at(-1) ?? '')
  expect(screens.filter((line) => line.startsWith('Yours: #1'))).toHaveLength(1)
  expect(screens.filter((line) => line.includes('#1 was just taken.'))).toHaveLength(49)
  expect(await rowsOf(world, 'select taken from bounty.tasks')).toEqual([{ taken: 1 }])
})

test('who presses Take five times has one task', async () => {
  const { world } = await opened({ slots: 3 })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/tasks')
  await ann.pressesAtOnce('Take #1', 5)
  expect(await rowsOf(world, 'select taken from bounty.tasks')).toEqual([{ taken: 1 }])
  expect(await rowsOf(world, 'select id from bounty.assignments')).toHaveLength(1)
})

test('two at a time: the next is taken when one is given back', async () => {
  const { world, ada } = await opened()
  for (const title of ['Two', 'Three']) {
    await draft(ada, { title })
    await ada.presses('Publish')
  }
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #3')
  await ann.says('/take 2')
  ann.sees('Took 1 of 2. No more were taken: your limit is 2.')
  ann.sees('Yours: #1')
  await ann.says('/take #2')
  ann.sees('You hold 2 of 2. Finish or drop one: /my')
  await ann.says('/my')
  await ann.presses('Drop A1')
  ann.sees('A1 is given back; #3 is free for others.')
  await ann.says('/take #3')
  ann.sees('Yours: #3 Three — as A3')
  await ann.says('/drop A3')
  await ann.says('/take 1')
  ann.sees('Yours: #2')
  const ben = await linked(world, 'Ben', 'jacquev6')
  await ben.says('/take #1')
  ben.sees('#1 was just taken. Similar:')
  await ben.presses('Take #3')
  ben.sees('Yours: #3')
})
