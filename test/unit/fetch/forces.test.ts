import { describe, expect, it } from 'vitest'
import { addresses, fill } from '../../../scripts/fetch/addresses.js'
import { findForce, forces } from '../../../scripts/fetch/forces.js'

describe('forces', () => {
  it('are 43 of England and Wales, the British Transport Police and Northern Ireland, in order of slug, each once', () => {
    const all = forces()
    const count = (nation: string) => all.filter((force) => force.nation === nation).length
    expect([count('England'), count('Wales'), count('Great Britain'), count('Northern Ireland')]).toEqual([39, 4, 1, 1])
    expect(all.map(({ slug }) => slug)).toEqual([...new Set(all.map(({ slug }) => slug))].sort())
    for (const { slug, name } of all) expect(`${slug} ${name}`).toMatch(/^[a-z]+(-[a-z]+)* [A-Z]/)
  })

  it.each([
    ['northamptonshire', 'northamptonshire'],
    ['Northamptonshire Police', 'northamptonshire'],
    ['Thames Valley', 'thames-valley'],
    [' Avon and Somerset ', 'avon-and-somerset'],
  ])('are found by %s', (written, slug) => {
    expect(findForce(written).slug).toBe(slug)
  })

  it.each([
    ['northamtonshire', 'Did you mean northamptonshire?'],
    ['manchester', 'Did you mean greater-manchester?'],
    ['police-scotland', 'Known: avon-and-somerset, '],
  ])('are suggested for %s', (written, hint) => {
    expect(() => findForce(written)).toThrow(
      expect.objectContaining({ code: 'option-invalid', column: '--force', hint: expect.stringContaining(hint) }),
    )
  })
})

describe('addresses', () => {
  const ids = ['archive', 'neighbourhoods', 'neighbourhood-boundary', 'wards', 'lsoas', 'deprivation']

  it.each(ids)('of %s are https on a named host', (id) => {
    const { address, hosts } = addresses()(id)
    expect(new URL(address).protocol).toBe('https:')
    expect(hosts[0]).toBe(new URL(address).host)
  })

  it('escape what is filled in', () => {
    expect(fill('https://a/{force}/{id}/boundary', { force: 'btp', id: 'N/A 1?' })).toBe('https://a/btp/N%2FA%201%3F/boundary')
  })

  it('are replaced by those given, with no host but their own', () => {
    expect(addresses({ archive: 'https://example.org/{month}.zip' })('archive')).toEqual({
      address: 'https://example.org/{month}.zip',
      hosts: ['example.org'],
    })
  })

  it.each([
    [{ ward: 'https://example.org/' }, 'Did you mean wards?'],
    [{ wards: 'http://example.org/' }, 'https://'],
    [{ wards: 'wards.geojson' }, 'https://'],
  ])('refuse %o', (given, hint) => {
    expect(() => addresses(given)).toThrow(
      expect.objectContaining({ code: 'option-invalid', hint: expect.stringContaining(hint) }),
    )
  })
})
