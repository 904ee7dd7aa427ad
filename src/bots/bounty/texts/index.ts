import { texts } from '#platform/bot.ts'
import { en as accountEn } from './account/en.ts'
import { ru as accountRu } from './account/ru.ts'
import { uk as accountUk } from './account/uk.ts'
import { en as auditEn } from './audit/en.ts'
import { ru as auditRu } from './audit/ru.ts'
import { uk as auditUk } from './audit/uk.ts'
import { en } from './en.ts'
import { en as githubEn } from './github/en.ts'
import { ru as githubRu } from './github/ru.ts'
import { uk as githubUk } from './github/uk.ts'
import { en as leaseEn } from './lease/en.ts'
import { ru as leaseRu } from './lease/ru.ts'
import { uk as leaseUk } from './lease/uk.ts'
import { en as manageEn } from './manage/en.ts'
import { ru as manageRu } from './manage/ru.ts'
import { uk as manageUk } from './manage/uk.ts'
import { en as officeEn } from './office/en.ts'
import { ru as officeRu } from './office/ru.ts'
import { uk as officeUk } from './office/uk.ts'
import * as payEn from './pay/en.ts'
import * as payRu from './pay/ru.ts'
import * as payUk from './pay/uk.ts'
import { en as peopleEn } from './people/en.ts'
import { ru as peopleRu } from './people/ru.ts'
import { uk as peopleUk } from './people/uk.ts'
import { en as receiptsEn } from './receipts/en.ts'
import { ru as receiptsRu } from './receipts/ru.ts'
import { uk as receiptsUk } from './receipts/uk.ts'
import { ru } from './ru.ts'
import { en as shadowEn } from './shadow/en.ts'
import { ru as shadowRu } from './shadow/ru.ts'
import { uk as shadowUk } from './shadow/uk.ts'
import { uk } from './uk.ts'

/** The catalogues with what each area adds to them. */
export const catalogues = {
  en: {
    ...en,
    account: accountEn,
    audit: auditEn,
    github: githubEn,
    lease: leaseEn,
    manage: manageEn,
    office: officeEn,
    people: peopleEn,
    pay: { ...en.pay, ...payEn.pay },
    payment: { ...en.payment, ...payEn.payment },
    receipts: receiptsEn,
    shadow: shadowEn,
  },
  uk: {
    ...uk,
    account: accountUk,
    audit: auditUk,
    github: githubUk,
    lease: leaseUk,
    manage: manageUk,
    office: officeUk,
    people: peopleUk,
    pay: { ...uk.pay, ...payUk.pay },
    payment: { ...uk.payment, ...payUk.payment },
    receipts: receiptsUk,
    shadow: shadowUk,
  },
  ru: {
    ...ru,
    account: accountRu,
    audit: auditRu,
    github: githubRu,
    lease: leaseRu,
    manage: manageRu,
    office: officeRu,
    people: peopleRu,
    pay: { ...ru.pay, ...payRu.pay },
    payment: { ...ru.payment, ...payRu.payment },
    receipts: receiptsRu,
    shadow: shadowRu,
  },
}

export const say = texts(catalogues)
