import { expect, test } from 'vitest'
import { linked, opened } from './scene.ts'

test('in three languages the whole road speaks that language', async () => {
  const { world } = await opened({ slots: 3 })
  const roads = [
    ['uk', 'allevin', 'Ваше: #1', 'Схвалено. 100.00 USD', 'Виплачено 100.00 USD'],
    ['ru', 's-t-e-v-e-n-k', 'Ваше: #1', 'Вы влили PR сами', ''],
    ['en', 'jacquev6', 'Yours: #1', 'The PR’s author is allevin', ''],
  ] as const
  for (const [language, login, taken, verdict, paid] of roads) {
    const person = await linked(world, login, login, language)
    await person.says('/take #1')
    person.sees(taken)
    await person.says(`/submit PyGithub/PyGithub#${login === 's-t-e-v-e-n-k' ? 2078 : 538}`)
    person.sees(verdict)
    if (paid) person.sees(paid)
    for (const command of ['/start', '/help', '/tasks', '/my', '/lang', '/cancel', '/submit', '/link', '/cancel']) {
      await person.says(command)
      expect(person.screen().at(-1)).not.toMatch(/undefined|\[object/)
    }
  }
})
