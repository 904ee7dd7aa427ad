/** Recording a voice message. */
export const en = {
  recording: 'Recording a voice message',
  recorded: 'Recorded so far',
  discard: 'Discard the recording',
  hint: 'Enter sends, Esc discards',
  pickFile: 'Pick a sound file',
  denied: 'This page may not use the microphone. Allow it beside the address, or pick a sound file.',
  missing: 'No microphone was found. Connect one, or pick a sound file.',
  insecure: 'The browser gives the microphone only to https and to pages of this machine. Pick a sound file.',
  broken: 'This browser could not record. Pick a sound file.',
  short: 'That was too short to be heard. Record again, or pick a sound file.',
}

export const uk: typeof en = {
  recording: 'Запис голосового повідомлення',
  recorded: 'Уже записано',
  discard: 'Відкинути запис',
  hint: 'Enter надсилає, Esc відкидає',
  pickFile: 'Обрати звуковий файл',
  denied: 'Сторінці не дозволено мікрофон. Дозвольте його поруч з адресою або оберіть звуковий файл.',
  missing: 'Мікрофона не знайдено. Під’єднайте його або оберіть звуковий файл.',
  insecure: 'Браузер дає мікрофон лише для https і сторінок цієї машини. Оберіть звуковий файл.',
  broken: 'Цей браузер не зміг записати. Оберіть звуковий файл.',
  short: 'Запис закороткий, нічого не чути. Запишіть ще раз або оберіть звуковий файл.',
}

export const ru: typeof en = {
  recording: 'Запись голосового сообщения',
  recorded: 'Уже записано',
  discard: 'Отбросить запись',
  hint: 'Enter отправляет, Esc отбрасывает',
  pickFile: 'Выбрать звуковой файл',
  denied: 'Странице не разрешён микрофон. Разрешите его рядом с адресом или выберите звуковой файл.',
  missing: 'Микрофон не найден. Подключите его или выберите звуковой файл.',
  insecure: 'Браузер даёт микрофон только для https и страниц этой машины. Выберите звуковой файл.',
  broken: 'Этот браузер не смог записать. Выберите звуковой файл.',
  short: 'Запись слишком короткая, ничего не слышно. Запишите ещё раз или выберите звуковой файл.',
}
