import { bold, fmt, type SameKeys } from '#platform/bot.ts'
import type { en } from './en.ts'

export const ru: SameKeys<typeof en> = {
  sure: (own, pull, amount) =>
    fmt`Написать квитанцию за ${bold(own)} у ${pull}? Там каждый прочитает, что за это выплачено ${bold(amount)}, с сокращённым номером и кодом, который любой может здесь проверить. Отсюда этого не забрать назад.`,
  wanted: (pull) => `Квитанция появится у ${pull}, как только будет выплачено; я сообщу.`,
  posted: (own, pull) => fmt`Квитанция за ${bold(own)} стоит у ${pull}.`,
  refused: (own, pull) =>
    fmt`GitHub не разрешает мне писать у ${pull}, поэтому публичной квитанции за ${bold(own)} не будет. Ваша собственная: /receipt ${own}`,
  left: (own, pull) => fmt`Стоит ли квитанция за ${bold(own)} у ${pull}, выяснить не удалось. Второй раз я её не пишу.`,
  already: (own) => `Об этом для ${own} уже просили; это делается один раз.`,
  notHere: 'Квитанций у pull request здесь не пишут. Ваша собственная: /receipt A42',
  noPull: 'Нет pull request, у которого её написать.',
  unknown: 'Это не наша квитанция.',
  real: (amount, task, pull, day) => fmt`Это наша квитанция: ${bold(amount)} за ${task}, ${pull}, выплачено ${day}.`,
  help: '/receipt check КОД — настоящая ли квитанция у pull request',
  helpPublic: '/receipt A42 public — написать её у pull request',
  button: { publish: 'Да, для всех' },
}
