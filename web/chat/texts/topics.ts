/** Topics of a chat. */
import { plural } from './plural.ts'

export const en = {
  topics: 'Topics',
  allTopics: 'All',
  generalTopic: 'General',
  topicClosed: 'closed',
  newTopic: 'New topic',
  topicName: "The topic's name",
  beginTopic: 'Begin the topic',
  closeTopic: 'Close this topic',
  reopenTopic: 'Open this topic again',
  renameTopic: 'Rename this topic',
  deleteTopic: 'Delete this topic',
  deleteTopicSure: (name: string) => `Delete the topic “${name}” and every message in it? This cannot be undone.`,
  topicUnread: (name: string, count: number) =>
    `${name}, ${count} ${plural('en', count, { one: 'unread message', other: 'unread messages' })}`,
  emptyTopic: (name: string) => `Nothing was said in “${name}” yet.`,
  channel: 'channel',
  memberCount: (count: number) => `${count} ${plural('en', count, { one: 'member', other: 'members' })}`,
  membersTitle: 'Members',
  ownerStanding: 'owner',
  adminStanding: 'administrator',
  botStanding: 'bot',
}

export const uk: typeof en = {
  topics: 'Теми',
  allTopics: 'Усі',
  generalTopic: 'General',
  topicClosed: 'закрито',
  newTopic: 'Нова тема',
  topicName: 'Назва теми',
  beginTopic: 'Почати тему',
  closeTopic: 'Закрити цю тему',
  reopenTopic: 'Знову відкрити цю тему',
  renameTopic: 'Перейменувати цю тему',
  deleteTopic: 'Видалити цю тему',
  deleteTopicSure: (name) => `Видалити тему «${name}» і всі її повідомлення? Повернути їх не можна.`,
  topicUnread: (name, count) =>
    `${name}, ${count} ${plural('uk', count, { one: 'непрочитане повідомлення', few: 'непрочитані повідомлення', many: 'непрочитаних повідомлень', other: 'непрочитаного повідомлення' })}`,
  emptyTopic: (name) => `У темі «${name}» ще нічого не писали.`,
  channel: 'канал',
  memberCount: (count) =>
    `${count} ${plural('uk', count, { one: 'учасник', few: 'учасники', many: 'учасників', other: 'учасника' })}`,
  membersTitle: 'Учасники',
  ownerStanding: 'власник',
  adminStanding: 'адміністратор',
  botStanding: 'бот',
}

export const ru: typeof en = {
  topics: 'Темы',
  allTopics: 'Все',
  generalTopic: 'General',
  topicClosed: 'закрыто',
  newTopic: 'Новая тема',
  topicName: 'Название темы',
  beginTopic: 'Начать тему',
  closeTopic: 'Закрыть эту тему',
  reopenTopic: 'Снова открыть эту тему',
  renameTopic: 'Переименовать эту тему',
  deleteTopic: 'Удалить эту тему',
  deleteTopicSure: (name) => `Удалить тему «${name}» и все её сообщения? Вернуть их нельзя.`,
  topicUnread: (name, count) =>
    `${name}, ${count} ${plural('ru', count, { one: 'непрочитанное сообщение', few: 'непрочитанных сообщения', many: 'непрочитанных сообщений', other: 'непрочитанного сообщения' })}`,
  emptyTopic: (name) => `В теме «${name}» пока ничего не писали.`,
  channel: 'канал',
  memberCount: (count) =>
    `${count} ${plural('ru', count, { one: 'участник', few: 'участника', many: 'участников', other: 'участника' })}`,
  membersTitle: 'Участники',
  ownerStanding: 'владелец',
  adminStanding: 'администратор',
  botStanding: 'бот',
}
