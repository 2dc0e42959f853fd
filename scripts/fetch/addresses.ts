import downloads from '../../data/downloads.csv?raw'
import { EngineError, readTextTable } from '../../engine/index.js'
import { nearest } from '../nearest.js'

/** Where one thing is fetched from. */
export interface Address {
  /** With `{month}`, `{force}`, `{id}` to be filled in. */
  readonly address: string
  /** Hosts that may be asked: the address's own and those it is known to redirect to. */
  readonly hosts: readonly string[]
}

export type Addresses = (id: string) => Address

/**
 * The table data/downloads.csv, with the addresses the user gave instead.
 *
 * @param given by id, such as `wards`; an address given has no host but its own
 * @throws EngineError 'option-invalid' for an id that is not in the table, or an address that is not https
 */
export function addresses(given: Readonly<Record<string, string>> = {}): Addresses {
  const { header, rows } = readTextTable(new TextEncoder().encode(downloads), 'downloads.csv')
  const [id, address, redirects] = ['id', 'address', 'redirects_to'].map((column) => header.indexOf(column))
  const table = new Map(rows.map((row) => [row[id], addressOf(row[address], row[redirects])]))
  for (const [name, url] of Object.entries(given)) {
    const refuse = (value: string, hint: string): never => {
      throw new EngineError('option-invalid', { column: '--address', value, hint })
    }
    if (!table.has(name)) refuse(name, `Known: ${[...table.keys()].join(', ')}.${didYouMean(nearest(name, [...table.keys()]))}`)
    if (!URL.canParse(url) || new URL(url).protocol !== 'https:') refuse(url, 'Give a whole address that begins with https://')
    table.set(name, addressOf(url, ''))
  }
  return (name) => {
    const found = table.get(name)
    if (found === undefined) throw new Error(`downloads.csv has no row ${name}`)
    return found
  }
}

/** An address with its places filled in, each escaped as part of a path. */
export function fill(address: string, parts: Readonly<Record<string, string>>): string {
  return address.replace(/\{(\w+)\}/g, (place, name: string) =>
    parts[name] === undefined ? place : encodeURIComponent(parts[name]),
  )
}

function addressOf(address: string, redirects: string): Address {
  const further = redirects === '' ? [] : redirects.split(';')
  return { address, hosts: [new URL(address).host, ...further] }
}

function didYouMean(near: string | undefined): string {
  return near === undefined ? '' : ` Did you mean ${near}?`
}
