/** Choosing people or a chat for a bot. */
import { plural } from './plural.ts'

export const en = {
  failed: 'The list could not be loaded.',
  nobodyFits: 'Nobody here is what the bot asks for. Add a person first.',
  noChatFits: 'You are in no chat that is what the bot asks for.',
  peopleTold: (bot: string, most: number) =>
    most === 1 ? `${bot} will be told whom you choose.` : `${bot} will be told whom you choose: ${most} at most.`,
  chatTold: (bot: string) => `${bot} will be told which chat you choose. It may get a place in it.`,
  share: (count: number) => (count === 0 ? 'Share' : `Share ${count}`),
}

export const uk: typeof en = {
  failed: 'Список не вдалося завантажити.',
  nobodyFits: 'Тут немає нікого, хто підходить боту. Спершу додайте людину.',
  noChatFits: 'Ви не берете участі в жодному чаті, який підходить боту.',
  peopleTold: (bot, most) =>
    most === 1
      ? `${bot} дізнається, кого ви обрали.`
      : `${bot} дізнається, кого ви обрали: щонайбільше ${most} ${plural('uk', most, { one: 'учасника', other: 'учасників' })}.`,
  chatTold: (bot) => `${bot} дізнається, який чат ви обрали, і може отримати в ньому місце.`,
  share: (count) => (count === 0 ? 'Надіслати' : `Надіслати (${count})`),
}

export const ru: typeof en = {
  failed: 'Список не удалось загрузить.',
  nobodyFits: 'Здесь нет никого, кто подходит боту. Сначала добавьте человека.',
  noChatFits: 'Вы не состоите ни в одном чате, который подходит боту.',
  peopleTold: (bot, most) =>
    most === 1
      ? `${bot} узнает, кого вы выбрали.`
      : `${bot} узнает, кого вы выбрали: не больше ${most} ${plural('ru', most, { one: 'участника', other: 'участников' })}.`,
  chatTold: (bot) => `${bot} узнает, какой чат вы выбрали, и может получить в нём место.`,
  share: (count) => (count === 0 ? 'Отправить' : `Отправить (${count})`),
}
