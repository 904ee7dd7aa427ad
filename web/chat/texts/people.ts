/** People, chats and the first visit. */
import { plural } from './plural.ts'

export const en = {
  people: 'People',
  youAre: (name: string) => `You are ${name}`,
  beSomeone: (name: string) => `Be ${name}`,
  addPerson: 'Add a person',
  person: 'New',
  firstName: 'First name',
  lastName: 'Last name',
  username: 'Username',
  language: 'Language',
  usernameWrong: '5 to 32 letters, digits or underscores, beginning with a letter',

  chats: 'Chats',
  searchChats: 'Search chats',
  noChats: 'No chats yet. Say hello to a bot.',
  noneFound: (query: string) => `Nothing called “${query}”.`,
  showAll: 'Show all chats',
  otherBots: 'Bots to meet',
  unread: (count: number) => `${count} ${plural('en', count, { one: 'unread message', other: 'unread messages' })}`,
  members: 'group',
  draft: 'Draft:',
  you: 'You:',

  welcomeTitle: 'Choose a bot to try',
  welcomeText:
    'Each bot runs on this machine against a simulated Telegram. Write to it as any of the people on the left.',
  welcomeTextNarrow:
    'Each bot runs on this machine against a simulated Telegram. Write to it as any of the people above.',
  notBuilt: 'not built yet',
  asPerson: (name: string) => `as ${name}`,
  openChat: 'Open the chat',
}

export const uk: typeof en = {
  people: 'Люди',
  youAre: (name) => `Ви — ${name}`,
  beSomeone: (name) => `Стати: ${name}`,
  addPerson: 'Додати людину',
  person: 'Додати',
  firstName: 'Ім’я',
  lastName: 'Прізвище',
  username: 'Ім’я користувача',
  language: 'Мова',
  usernameWrong: 'Від 5 до 32 латинських літер, цифр чи підкреслень, спершу літера',

  chats: 'Чати',
  searchChats: 'Пошук чатів',
  noChats: 'Чатів ще немає. Привітайтеся з ботом.',
  noneFound: (query) => `Немає нічого з назвою «${query}».`,
  showAll: 'Показати всі чати',
  otherBots: 'Інші боти',
  unread: (count) =>
    `${count} ${plural('uk', count, { one: 'непрочитане повідомлення', few: 'непрочитані повідомлення', many: 'непрочитаних повідомлень', other: 'непрочитаного повідомлення' })}`,
  members: 'група',
  draft: 'Чернетка:',
  you: 'Ви:',

  welcomeTitle: 'Оберіть бота, щоб спробувати',
  welcomeText: 'Кожен бот працює на цій машині з імітацією Telegram. Пишіть йому від імені будь-кого з людей ліворуч.',
  welcomeTextNarrow:
    'Кожен бот працює на цій машині з імітацією Telegram. Пишіть йому від імені будь-кого з людей вище.',
  notBuilt: 'ще не створено',
  asPerson: (name) => `як ${name}`,
  openChat: 'Відкрити чат',
}

export const ru: typeof en = {
  people: 'Люди',
  youAre: (name) => `Вы — ${name}`,
  beSomeone: (name) => `Стать: ${name}`,
  addPerson: 'Добавить человека',
  person: 'Новый',
  firstName: 'Имя',
  lastName: 'Фамилия',
  username: 'Имя пользователя',
  language: 'Язык',
  usernameWrong: 'От 5 до 32 латинских букв, цифр или подчёркиваний, сначала буква',

  chats: 'Чаты',
  searchChats: 'Поиск чатов',
  noChats: 'Чатов пока нет. Поздоровайтесь с ботом.',
  noneFound: (query) => `Нет ничего с названием «${query}».`,
  showAll: 'Показать все чаты',
  otherBots: 'Другие боты',
  unread: (count) =>
    `${count} ${plural('ru', count, { one: 'непрочитанное сообщение', few: 'непрочитанных сообщения', many: 'непрочитанных сообщений', other: 'непрочитанного сообщения' })}`,
  members: 'группа',
  draft: 'Черновик:',
  you: 'Вы:',

  welcomeTitle: 'Выберите бота, чтобы попробовать',
  welcomeText: 'Каждый бот работает на этой машине с имитацией Telegram. Пишите ему от имени любого из людей слева.',
  welcomeTextNarrow:
    'Каждый бот работает на этой машине с имитацией Telegram. Пишите ему от имени любого из людей выше.',
  notBuilt: 'ещё не создан',
  asPerson: (name) => `как ${name}`,
  openChat: 'Открыть чат',
}
