import { readdirSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replaceFile } from '../../../scripts/node/replaceFile.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

describe('replaceFile', () => {
  it('puts a file in place of another', async () => {
    const path = join(temporaryFolder(), 'a.csv')
    for (const text of ['old', 'new']) await replaceFile(path, Buffer.from(text))
    expect(readFileSync(path, 'utf8')).toBe('new')
    expect(readdirSync(join(path, '..'))).toEqual(['a.csv'])
  })

  it('leaves nothing beside where it cannot', async () => {
    const folder = temporaryFolder()
    await mkdir(join(folder, 'a.csv'))
    await expect(replaceFile(join(folder, 'a.csv'), Buffer.from('new'))).rejects.toMatchObject({ code: 'EISDIR' })
    expect(readdirSync(folder)).toEqual(['a.csv'])
  })
})
