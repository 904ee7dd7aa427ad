import { test } from 'vitest'
import { draft, opened } from './scene.ts'

test('tasks are found by words and by reward, five to a page', async () => {
  const { world, ada } = await opened()
  for (let n = 2; n <= 7; n += 1) {
    await draft(ada, { title: `Docs 100%_${n}`, reward: `${n}0` })
    await ada.presses('Publish')
  }
  const ann = world.person('Ann')
  await ann.says('/tasks')
  ann.sees('#5 Docs')
  ann.seesNot('#6 Docs')
  await ann.presses('›')
  ann.sees('#6 Docs')
  await ann.presses('‹')
  ann.sees('#1 Support')
  await ann.says('/tasks DOCS 100%_ >= 60')
  ann.sees('Open tasks · DOCS 100%_ ≥ 60.00 USD')
  ann.sees('#6 Docs')
  ann.seesNot('#5 Docs')
  await ann.says('/tasks дуже довгі слова українською мовою')
  ann.sees('No open task matches “дуже довгі слова українською мовою”.')
  await ann.says(`/tasks ${'x'.repeat(61)}`)
  ann.sees('Search with at most 60 letters')
  await ann.says('/tasks')
  await ann.presses('Details #1')
  ann.sees('Write the tests too.')
})
