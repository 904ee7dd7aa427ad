/** What people write and what the bot says: the bot says it, the checks expect it. A mark names one update. */
export const write = {
  count: (mark: string) => `count ${mark}`,
  command: (name: string, mark: string) => `/${name} ${mark}`,
}

export const said = {
  counted: (mark: string, value: number) => `${mark} is number ${value}`,
  milestone: (chat: number, value: number) => `${value} messages in ${chat}`,
  question: (which: 'First' | 'Second', mark: string) => `${which}? ${mark}`,
  quiz: (mark: string, first: string, second: string) => `${mark}: ${first}, ${second}`,
  board: (mark: string) => `board ${mark}`,
  pressed: (press: string) => `board pressed by ${press}`,
  toast: (press: string) => `pressed ${press}`,
  noted: (mark: string) => `noted ${mark}`,
  shop: (mark: string) => `shop ${mark}`,
  paid: (press: string) => `paid by ${press}`,
  quiet: (mark: string) => `quiet ${mark}`,
  then: (mark: string) => `then ${mark}`,
  told: (mark: string) => `told of ${mark}`,
  refused: (mark: string) => `refused ${mark}`,
  never: (mark: string) => `never ${mark}`,
}

/** The last word of what a person wrote. */
export const markIn = (text: string): string => text.split(' ').at(-1) ?? ''
