/** What a house has still to send. */
import { plural } from './plural.ts'

export const en = {
  noHouse: 'No house is attached to this simulator, so there is no outbox to look into. `npm start` attaches one.',
  nothing: 'Nothing waits: everything the bots said was delivered. Add a fault, such as 429, to see messages wait.',
  states: {
    waiting: 'waiting',
    sending: 'sending',
    failed: 'failed',
    'perhaps sent': 'perhaps sent',
    discarded: 'discarded',
  },
  tries: (count: number) => `${count} ${plural('en', count, { one: 'try', other: 'tries' })}`,
  notBefore: (time: string) => `not before ${time}`,
}

export const uk: typeof en = {
  noHouse: 'До цього симулятора не під’єднано Posthouse, тож вихідної скриньки немає. Її під’єднує `npm start`.',
  nothing:
    'Нічого не чекає: усе, що сказали боти, доставлено. Додайте збій, наприклад 429, щоб побачити, як повідомлення чекають.',
  states: {
    waiting: 'чекає',
    sending: 'надсилається',
    failed: 'не надіслано',
    'perhaps sent': 'можливо, надіслано',
    discarded: 'відкинуто',
  },
  tries: (count) => `${count} ${plural('uk', count, { one: 'спроба', few: 'спроби', many: 'спроб', other: 'спроби' })}`,
  notBefore: (time) => `не раніше ${time}`,
}

export const ru: typeof en = {
  noHouse: 'К этому симулятору не подключён Posthouse, поэтому исходящих нет. Их подключает `npm start`.',
  nothing:
    'Ничего не ждёт: всё, что сказали боты, доставлено. Добавьте сбой, например 429, чтобы увидеть, как сообщения ждут.',
  states: {
    waiting: 'ждёт',
    sending: 'отправляется',
    failed: 'не отправлено',
    'perhaps sent': 'возможно, отправлено',
    discarded: 'отброшено',
  },
  tries: (count) =>
    `${count} ${plural('ru', count, { one: 'попытка', few: 'попытки', many: 'попыток', other: 'попытки' })}`,
  notBefore: (time) => `не раньше ${time}`,
}
